"use strict";
// How codes travel: one short line with a checksum, and the coding sheet as CSV.
// A line: NC1 case first-unit count key name mode codes check; words between spaces, so that no chat changes it.
const Exchange = (() => {
  const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"; // without i, l, o, u
  const VOICES = ["", "outlet", "source", "both"];

  const plain = (text) => String(text).normalize("NFC").toLowerCase();

  function crc(text) {
    let value = 0xffffffff;
    for (const byte of new TextEncoder().encode(text)) {
      value ^= byte;
      for (let i = 0; i < 8; i++) value = (value >>> 1) ^ (0xedb88320 & -(value & 1));
    }
    return (value ^ 0xffffffff) >>> 0;
  }

  function digits(value, length) {
    let out = "";
    for (let i = 0; i < length; i++) {
      out = ALPHABET[value % 32] + out;
      value = Math.floor(value / 32);
    }
    return out;
  }

  const check = (words) => digits(crc(plain(words.join(" "))), 7);

  // Tells one passage, with its codebook, from another.
  const key = (units, book) => digits(crc([...units.map((u) => `${u.id}\t${u.text}`), ...book.frames, ...book.signs].join("\n")) % 1048576, 4);

  function pack(bits) {
    let out = "";
    for (let i = 0; i < bits.length; i += 5) out += ALPHABET[parseInt(bits.slice(i, i + 5).padEnd(5, "0"), 2)];
    return out || "0";
  }

  function unpack(text) {
    let bits = "";
    for (const char of plain(text).replace(/[il]/g, "1").replace(/o/g, "0")) {
      const value = ALPHABET.indexOf(char);
      if (value < 0) return null;
      bits += value.toString(2).padStart(5, "0");
    }
    return bits;
  }

  // Bits of one unit: seen, each frame, and in the full mode each sign and the voice (two bits).
  function width(book, mode) {
    return 1 + book.frames.length + (mode === "a" ? book.signs.length + 2 : 0);
  }

  function encode({ caseId, first, units, book, name, mode, codes }) {
    const bits = units.map((unit) => {
      const code = codes[unit.id];
      if (!code) return "0".repeat(width(book, mode));
      let out = "1" + book.frames.map((f) => (code.frames.includes(f) ? "1" : "0")).join("");
      if (mode === "a") {
        out += book.signs.map((s) => (code.signs.includes(s) ? "1" : "0")).join("");
        out += Math.max(0, VOICES.indexOf(code.voice)).toString(2).padStart(2, "0");
      }
      return out;
    }).join("");
    const words = ["NC1", caseId, first, String(units.length), key(units, book), name, mode, pack(bits)];
    return [...words, check(words)].join(" ");
  }

  // Every line in a text, wherever it stands: {words, name, ok, ...}. Forgiven inside a line: line
  // ends, marks of a quoted mail, and signs without width that a chat puts in.
  function find(text) {
    const word = "[^\\s>]+", gap = "[\\s>]+";
    const parts = ["NC1", `(${word})`, `(${word})`, "(\\d+)", "([0-9a-z]{4})", `(${word})`, "([fa])", "([0-9a-z]+)", "([0-9a-z]{7})(?![0-9a-z])"];
    const shape = new RegExp(parts.join(gap), "giu");
    text = text.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "");
    return [...text.matchAll(shape)].map((match) => {
      const [caseId, first, count, key, name, mode, packed, sum] = match.slice(1);
      const ok = check(["NC1", caseId, first, count, key, name, mode, packed]) === plain(sum);
      return { caseId: plain(caseId), first: plain(first), count: Number(count), key: plain(key), name, mode: plain(mode), packed, ok, text: match[0] };
    });
  }

  // A list as long as the passage: {frames, signs, voice} or null where not coded. Null where the bits do not fit.
  function decode(line, book) {
    const bits = unpack(line.packed), each = width(book, line.mode);
    if (bits === null || bits.length < each * line.count || bits.length >= each * line.count + 5) return null;
    const out = [];
    for (let i = 0; i < line.count; i++) {
      const own = bits.slice(i * each, (i + 1) * each);
      if (own[0] === "0") { out.push(null); continue; }
      const after = 1 + book.frames.length;
      out.push({
        frames: book.frames.filter((_, n) => own[1 + n] === "1"),
        signs: line.mode === "a" ? book.signs.filter((_, n) => own[after + n] === "1") : [],
        voice: line.mode === "a" ? VOICES[parseInt(own.slice(-2), 2)] : "",
      });
    }
    return out;
  }

  // --- Sheets

  const cell = (text) => `"${Cells.neutral(text).replace(/"/g, '""')}"`;
  const csv = (rows) => "\ufeff" + rows.map((row) => row.map((c) => cell(String(c ?? ""))).join(",")).join("\r\n") + "\r\n";

  // The sheet that `newscompare agree` and the class notebook read.
  function sheet(units, book, mode, codes) {
    const rows = [["unit", "zone", "text", ...book.frames, "indicators", "voice", "seen", "note"]];
    for (const unit of units) {
      const code = codes[unit.id], some = code && code.frames.length > 0;
      rows.push([unit.id, unit.zone || "body", unit.text,
        ...book.frames.map((f) => (code ? (code.frames.includes(f) ? 1 : 0) : "")),
        code ? code.signs.join(";") || (mode === "a" ? "-" : "") : "",
        code ? (some ? code.voice : "-") : "",
        code ? "x" : "", (code && code.note) || ""]);
    }
    return csv(rows);
  }

  return { encode, find, decode, key, sheet, csv, plain };
})();
