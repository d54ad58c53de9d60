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

  // Every line in a text, wherever it stands: {words, name, ok, ...}. Line ends inside a line are forgiven.
  function find(text) {
    const word = "[^\\s]+", shape = new RegExp(`NC1\\s+(${word})\\s+(${word})\\s+(\\d+)\\s+([0-9a-z]{4})\\s+(${word})\\s+([fa])\\s+([0-9a-z]+)\\s+([0-9a-z]{7})(?![0-9a-z])`, "giu");
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

  const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
  const cell = (text) => `"${(FORMULA.test(text) ? "'" + text : text).replace(/"/g, '""')}"`;
  const restore = (text) => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);
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

  function parse(text) {
    text = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    const said = /^sep=(.)\n/i.exec(text);
    if (said) text = text.slice(said[0].length);
    const head = text.split("\n", 1)[0].replace(/"[^"]*"/g, "");
    const mark = said ? said[1] : [",", ";", "\t"].sort((a, b) => head.split(b).length - head.split(a).length)[0];
    const rows = [];
    let row = [], own = "", quoted = false;
    for (let i = 0; i < text.length; i++) {
      const char = text[i];
      if (quoted) {
        if (char !== '"') own += char;
        else if (text[i + 1] === '"') { own += '"'; i++; } else quoted = false;
      } else if (char === '"' && own === "") quoted = true;
      else if (char === mark) { row.push(own); own = ""; }
      else if (char === "\n") { rows.push([...row, own]); row = []; own = ""; }
      else own += char;
    }
    if (own || row.length) rows.push([...row, own]);
    return rows.filter((cells) => cells.some((c) => c.trim())).map((cells) => cells.map((c) => restore(c)));
  }

  // A sheet read back: {units, codes} or null where it is none. A blank is not coded unless the unit was seen.
  function readSheet(text, book, spellings) {
    const [head, ...rows] = parse(text), names = (head || []).map((h) => h.trim().toLowerCase());
    const at = (name) => names.indexOf(name);
    if (at("unit") < 0 || book.frames.some((f) => at(f) < 0)) return null;
    const yes = new Set(spellings.yes), no = new Set(spellings.no), bad = [], units = [], codes = {};
    for (const cells of rows) {
      const get = (name) => (at(name) < 0 ? "" : (cells[at(name)] || "").trim());
      const id = get("unit"), zone = get("zone").toLowerCase() || "body";
      if (!id) continue;
      units.push({ id, zone, text: get("text") });
      if (zone === "subhead") continue;
      const given = book.frames.map((f) => {
        const value = get(f).toLowerCase().replace(/\s*\?+$/, "");
        if (value === "") return null;
        if (yes.has(value)) return 1;
        if (no.has(value)) return 0;
        bad.push(`${id}, ${f}: ${get(f)}`);
        return NaN;
      });
      if (given.some((v) => Number.isNaN(v))) continue;
      const signs = get("indicators").toUpperCase().split(/[;,/+&\s]+/);
      const known = book.signs.filter((s) => signs.includes(s.toUpperCase()));
      const mark = get("seen").toLowerCase(), voice = get("voice").toLowerCase();
      const seen = (mark !== "" && !no.has(mark)) || given.some((v) => v !== null) || known.length > 0 || get("indicators") === "-" || voice !== "";
      if (!seen) continue;
      codes[id] = { frames: book.frames.filter((_, n) => given[n] === 1), signs: known, voice: VOICES.includes(voice) ? voice : "", note: get("note") };
    }
    return { units, codes, bad };
  }

  return { encode, find, decode, key, sheet, csv, parse, readSheet, plain };
})();
