"use strict";
// The cells of a file as people save it: CSV in any encoding, workbooks (xlsx, ods).
// A file is a list of grids {name, rows}; a row is [line, cells]; rows without content are left out.
// What cannot be read throws a Fault: a word of the page and its values.
class Fault extends Error {
  constructor(word, values = {}) {
    super(word);
    this.word = word;
    this.values = values;
  }
}

const Cells = (() => {
  const MOST_BYTES = 64e6, MOST_CELLS = 2e6;
  const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
  const neutral = (text) => (FORMULA.test(text) ? "'" + text : text);
  const restore = (text) => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);

  // --- Text

  // UTF-8, UTF-16, else the eight-bit encoding that the bytes look like (case/cells.py does the same).
  function decode(raw) {
    const as = (name) => new TextDecoder(name).decode(raw);
    if (raw[0] === 0xff && raw[1] === 0xfe) return as("utf-16le");
    if (raw[0] === 0xfe && raw[1] === 0xff) return as("utf-16be");
    const count = (...bytes) => raw.reduce((n, b) => n + (bytes.includes(b) ? 1 : 0), 0);
    if (count(0) > raw.length / 4) return as(raw[1] === 0 ? "utf-16le" : "utf-16be");
    try { return new TextDecoder("utf-8", { fatal: true }).decode(raw); } catch { /* another one */ }
    let high = 0, inRuns = 0, run = 0;
    for (const byte of raw) {
      if (byte >= 0x80) high++;
      if (byte >= 0xc0) { run++; continue; }
      if (run > 1) inRuns += run;
      run = 0;
    }
    if (run > 1) inRuns += run;
    if (2 * inRuns > high) return as("windows-1251");
    const mac = count(0xd2, 0xd3, 0xd4, 0xd5) > count(0x91, 0x92, 0x93, 0x94);
    return as(mac ? "macintosh" : "windows-1252");
  }

  function delimiter(text) {
    const head = text.replace(/^\n+/, "").split("\n", 1)[0].replace(/"[^"]*"/g, "");
    const times = (mark) => head.split(mark).length;
    return [",", ";", "\t"].reduce((best, mark) => (times(mark) > times(best) ? mark : best));
  }

  // Rows with the line at which each begins. Throws where a quotation mark is left open.
  function csv(text) {
    text = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    const said = /^sep=(.)\n/i.exec(text);
    if (said) text = text.slice(said[0].length);
    const mark = said ? said[1] : delimiter(text), rows = [];
    let row = [], own = "", quoted = false, closed = false, line = said ? 2 : 1, begun = line;
    const bad = () => new Fault("room.report_csv", { line: begun });
    const end = () => {
      row.push(own);
      if (row.some((c) => c.trim())) rows.push([begun, row.map(restore)]);
      row = [];
      own = "";
      closed = false;
    };
    for (let i = 0; i < text.length; i++) {
      const char = text[i];
      if (char === "\n") line++;
      if (quoted) {
        if (char !== '"') own += char;
        else if (text[i + 1] === '"') { own += '"'; i++; } else { quoted = false; closed = true; }
      } else if (char === mark) { row.push(own); own = ""; closed = false; }
      else if (char === "\n") { end(); begun = line; }
      else if (closed) throw bad();
      else if (char === '"' && own === "") quoted = true;
      else own += char;
    }
    if (quoted) throw bad();
    if (own || row.length) end();
    return rows;
  }

  // --- Workbooks

  // The parts of a zip: name to a function that unfolds it. Throws where it is none.
  function unzip(raw) {
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength), parts = new Map();
    let at = raw.length - 22;
    while (at >= 0 && view.getUint32(at, true) !== 0x06054b50) at--;
    const entries = view.getUint16(at + 10, true);
    at = view.getUint32(at + 16, true);
    for (let n = 0; n < entries; n++) {
      if (view.getUint32(at, true) !== 0x02014b50) throw new RangeError("no zip");
      const method = view.getUint16(at + 10, true), size = view.getUint32(at + 20, true);
      const long = view.getUint16(at + 28, true), local = view.getUint32(at + 42, true);
      const name = new TextDecoder().decode(raw.subarray(at + 46, at + 46 + long));
      parts.set(name.replace(/\\/g, "/"), () => {
        const skip = 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
        return inflate(raw.subarray(local + skip, local + skip + size), method);
      });
      at += 46 + long + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return parts;
  }

  async function inflate(packed, method) {
    if (method === 0) return packed;
    if (method !== 8) throw new RangeError("packed in another way");
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const reader = stream.getReader(), pieces = [];
    let size = 0;
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      size += value.length;
      if (size > MOST_BYTES) throw new RangeError("unfolds to too much");
      pieces.push(value);
    }
    return new Uint8Array(await new Blob(pieces).arrayBuffer());
  }

  async function xml(parts, name) {
    const part = parts.get(name);
    if (!part) return null;
    const found = new DOMParser().parseFromString(decode(await part()), "application/xml");
    if (found.getElementsByTagName("parsererror").length) throw new SyntaxError(name);
    return found;
  }
  const all = (node, name) => [...node.getElementsByTagNameNS("*", name)];
  const attribute = (node, name) => [...node.attributes].find((a) => a.localName === name)?.value;

  // Words of an xlsx: all runs, without the readings above East Asian ones.
  const words = (node) => all(node, "t").filter((t) => t.parentNode.localName !== "rPh")
    .map((t) => t.textContent).join("")
    .replace(/_x([0-9A-F]{4})_/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  const figure = (text) => (text !== "" && Number.isInteger(Number(text)) ? String(Number(text)) : text);
  const column = (letters) => [...letters].reduce((n, c) => 26 * n + c.charCodeAt(0) - 64, 0);

  function grid(name, rows) {
    const kept = rows.filter(([, cells]) => cells.some((c) => c.trim()));
    return { name, rows: kept.map(([line, cells]) => [line, cells.map(restore)]) };
  }

  async function xlsx(parts) {
    const book = await xml(parts, "xl/workbook.xml");
    const links = await xml(parts, "xl/_rels/workbook.xml.rels"), target = new Map();
    for (const one of all(links, "Relationship")) {
      const to = one.getAttribute("Target");
      target.set(one.getAttribute("Id"), to.startsWith("/") ? to.slice(1) : `xl/${to}`);
    }
    const strings = [...target.values()].find((n) => /sharedstrings\.xml$/i.test(n));
    const shared = strings && await xml(parts, strings);
    const known = shared ? all(shared, "si").map(words) : [], found = [];
    for (const one of all(book, "sheet")) {
      const sheet = await xml(parts, target.get(attribute(one, "id")));
      if (sheet) found.push(grid(one.getAttribute("name"), worksheet(sheet, known)));
    }
    return found;
  }

  function worksheet(sheet, known) {
    const rows = [];
    let line = 0, size = 0;
    for (const row of all(sheet, "row")) {
      line = Number(row.getAttribute("r")) || line + 1;
      const cells = [];
      for (const cell of row.children) {
        const place = /^[A-Z]+/.exec(cell.getAttribute("r") || ""), value = cellValue(cell, known);
        const at = place ? column(place[0]) - 1 : cells.length;
        if (value === "") continue;
        if ((size += Math.max(0, at + 1 - cells.length)) > MOST_CELLS) throw new RangeError("too wide");
        while (cells.length < at) cells.push("");
        cells[at] = value;
      }
      rows.push([line, cells]);
    }
    return rows;
  }

  function cellValue(cell, known) {
    const kind = cell.getAttribute("t") || "n";
    if (kind === "inlineStr") return words(cell);
    const value = all(cell, "v")[0]?.textContent ?? "";
    if (kind === "s") return known[Number(value)] ?? "";
    if (kind === "b") return value === "1" ? "true" : value && "false";
    return kind === "n" ? figure(value.trim()) : value;
  }

  async function ods(parts) {
    return all(await xml(parts, "content.xml"), "table").map((table) => {
      const rows = [];
      let line = 1, size = 0;
      for (const row of all(table, "table-row")) {
        const cells = [];
        let blanks = 0;
        for (const cell of [...row.children].filter((c) => /table-cell$/.test(c.localName))) {
          const times = Number(attribute(cell, "number-columns-repeated")) || 1;
          const value = odsValue(cell);
          if (value === "") { blanks += times; continue; }
          size += blanks + times;
          if (size > MOST_CELLS) throw new RangeError("too wide");
          cells.push(...Array(blanks).fill(""), ...Array(times).fill(value));
          blanks = 0;
        }
        const times = Number(attribute(row, "number-rows-repeated")) || 1;
        size += cells.length * (times - 1);
        if (size > MOST_CELLS) throw new RangeError("too long");
        for (let n = 0; cells.length && n < times; n++) rows.push([line + n, cells]);
        line += times;
      }
      return grid(attribute(table, "name") || "", rows);
    });
  }

  function odsValue(cell) {
    const kind = attribute(cell, "value-type");
    if (kind === "boolean") return attribute(cell, "boolean-value");
    if (kind === "float" || kind === "percentage") return figure(attribute(cell, "value"));
    const said = (node) => [...node.childNodes].map((n) => {
      if (n.nodeType === Node.TEXT_NODE) return n.data;
      if (n.localName === "annotation") return "";
      if (n.localName === "s") return " ".repeat(Number(attribute(n, "c")) || 1);
      return n.localName === "tab" ? "\t" : n.localName === "line-break" ? "\n" : said(n);
    }).join("");
    return [...cell.children].filter((p) => p.localName === "p").map(said).join("\n");
  }

  // --- A file

  async function grids(file) {
    if (file.size > MOST_BYTES) throw new Fault("room.report_large", {});
    const raw = new Uint8Array(await file.arrayBuffer());
    const packed = raw[0] === 0x50 && raw[1] === 0x4b && raw[2] === 3 && raw[3] === 4;
    if (!packed && !(raw[0] === 0xd0 && raw[1] === 0xcf)) return [{ name: "", rows: csv(decode(raw)) }];
    try {
      const parts = packed ? unzip(raw) : new Map();
      return await (parts.has("xl/workbook.xml") ? xlsx(parts) : ods(parts));
    } catch { throw new Fault("room.report_workbook"); }
  }

  return { decode, csv, grids, neutral };
})();
