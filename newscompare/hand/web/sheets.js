"use strict";
// Sheets as they are handed in, read as `newscompare agree` and the class notebook read them
// (hand/handed_in.py, rows.py, sheets.py, collecting.py): one coder a file or several, columns under
// other names, ids as people type them. A cell with a fault is set aside and named, never the sheet.
const Sheets = (() => {
  const TITLE_ROWS = 12;
  const LOOK = "АВЕКМНОРСТХЅаеорсхѕ", ALIKE = "ABEKMHOPCTXSaeopcxs";
  const DASHES = ["-", "–", "—"];
  const MASKED = /^u-[0-9a-f]{10}$/;
  const COPY = /(?: ?\(\d+\)| - (?:Copy|Kopie|копия)(?: \(\d+\))?| copy(?: \d+)?)$/i;

  function clean(cell) {
    const value = cell.normalize("NFKC").replace(/\ufe0f/g, "").trim().toLowerCase();
    return value === "-" || value === "." ? value : strip(value, "()[]. !\u200b");
  }
  function strip(text, marks) {
    let start = 0, end = text.length;
    while (start < end && marks.includes(text[start])) start++;
    while (end > start && marks.includes(text[end - 1])) end--;
    return text.slice(start, end);
  }
  const pieces = (text) => text.split(/[;,/+&\s]+/).filter(Boolean);
  const stem = (name) => name.replace(/(.)\.[^.]*$/, "$1");
  function coderName(name) {
    const plain = name.normalize("NFC").replace(COPY, "").trim();
    return plain.replace(/\s+/g, "-") || name;
  }

  // What one event and its words make of a file. `ids`: unit to {text, zone}; `masked`: hidden id to unit.
  function reader(book, spellings, ids, masked) {
    const yes = new Set(spellings.yes), no = new Set(spellings.no), names = spellings.columns;
    const voices = new Map(Object.entries(spellings.voices).flatMap(([v, ws]) => ws.map((w) => [w, v])));
    const spelling = new Map(book.signs.map((s) => [s.id.toLowerCase(), s]));
    const known = new Set([...Object.keys(names), ...book.frames]);
    const signWords = new Set([...spelling.keys(), ...book.frames, ...DASHES, "0", "none", "neither", "both"]);

    // --- Whose cells

    function frameAlone(name, frames = book.frames) {
      if (!/^\p{L}{5,}$/u.test(name)) return "";
      const near = frames.filter((f) => f.slice(0, 5) === name.slice(0, 5) && Math.abs(f.length - name.length) < 5);
      return near.length === 1 ? near[0] : "";
    }
    function frameIn(words) {
      const found = new Set(words.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean)
        .map((p) => (book.frames.includes(p) ? p : frameAlone(p))).filter(Boolean));
      return found.size === 1 ? [...found][0] : "";
    }
    function column(cell) {
      const name = clean(cell).replace(/[:?*]+$/, "").trim();
      const exact = Object.keys(names).find((k) => names[k].includes(name));
      return exact || (book.frames.includes(name) ? name : frameAlone(name)) || name;
    }
    function table(grid) {
      for (const [number, [, cells]] of grid.rows.slice(0, TITLE_ROWS).entries()) {
        const header = cells.map(column);
        if (!header.includes("unit")) continue;
        return {
          name: grid.name,
          header: header.map((h, n) => (header.indexOf(h) < n ? `${h} ${n + 1}` : h)),
          titles: cells.map((c) => c.trim()),
          rows: grid.rows.slice(number + 1),
        };
      }
      return null;
    }

    function parts(file, grids) {
      const tables = grids.map(table).filter(Boolean);
      const whole = tables.filter((t) => book.frames.every((f) => t.header.includes(f)));
      if (whole.length) return whole.flatMap((t) => byCoder(whole.length > 1 ? t.name : stem(file), t));
      const gathered = new Map(), lines = new Map();
      for (const one of tables) {
        const about = frameIn(one.name) || (tables.length === 1 ? frameIn(stem(file)) : "");
        for (const [coder, at, kind] of columns(one, about)) {
          if (!gathered.has(coder)) gathered.set(coder, new Map());
          const own = gathered.get(coder);
          for (const [line, cells] of one.rows) {
            const get = (name) => (cells[one.header.indexOf(name)] || "").trim(), unit = get("unit");
            if (!unit) continue;
            if (!lines.has(unit)) lines.set(unit, [line, get("text")]);
            own.set(unit, { ...own.get(unit), ...codesIn((cells[at] || "").trim(), kind) });
          }
        }
      }
      const header = ["unit", "zone", "text", ...book.frames, "indicators"];
      return [...gathered].map(([coder, units]) => ({
        coder,
        header,
        rows: [...units].map(([unit, codes]) => [lines.get(unit)[0], [unit, "", lines.get(unit)[1], ...header.slice(3).map((n) => codes[n] || "")]]),
      }));
    }
    function byCoder(name, { header, rows }) {
      const at = header.indexOf("coder"), own = new Map();
      if (at < 0) return [{ coder: name, header, rows }];
      for (const row of rows) {
        const coder = (row[1][at] || "").trim() || name;
        own.set(coder, [...(own.get(coder) || []), row]);
      }
      return [...own].map(([coder, some]) => ({ coder, header, rows: some }));
    }
    function columns({ header, titles, rows }, about) {
      const found = [];
      header.forEach((name, place) => {
        if (!name || known.has(name)) return;
        const title = titles[place], frame = frameIn(title);
        const same = (p) => frame && (p === frame || frameAlone(p, [frame]) === frame);
        const coder = title.split(/[\s:/|()_-]+/).filter((p) => p && !same(p.toLowerCase())).join("-");
        const given = rows.map(([, cells]) => (cells[place] || "").trim()).filter(Boolean).map((c) => clean(c).replace(/\?+$/, ""));
        const mostly = (allowed) => given.filter((c) => pieces(c).every((p) => allowed.has(p))).length >= 0.8 * given.length;
        const whole = title.replace(/ /g, "-");
        if (frame && coder) found.push([coder, place, frame]);
        else if (!frame && given.length && about && mostly(new Set([...yes, ...no]))) found.push([whole, place, about]);
        else if (!frame && given.length && mostly(signWords)) found.push([whole, place, "signs"]);
      });
      return found;
    }
    function codesIn(value, kind) {
      if (kind !== "signs") return { [kind]: value };
      const given = pieces(clean(value));
      if (!given.length) return {};
      const signs = given.filter((p) => spelling.has(p)).map((p) => spelling.get(p));
      const strange = given.filter((p) => !signWords.has(p));
      const named = new Set([...signs.map((s) => s.frame), ...given.filter((p) => book.frames.includes(p)), ...(given.includes("both") ? book.frames : [])]);
      const codes = strange.length ? {} : Object.fromEntries(book.frames.map((f) => [f, named.has(f) ? "1" : "0"]));
      return { ...codes, indicators: [...signs.map((s) => s.id), ...strange].join(";") || "-" };
    }

    // --- One coder's rows

    function row(line, header, cells, bad) {
      if (cells.slice(header.length).some((c) => c.trim())) { bad.push(["wide", { line }]); return null; }
      const get = (name) => cells[header.indexOf(name)] || "", unit = get("unit").trim(), aside = new Set();
      const fault = (name, value) => { aside.add(name); bad.push(["cell", { line, column: name, value: value.trim().slice(0, 40) }]); };
      if (!unit) {
        if (book.frames.some((f) => get(f).trim())) fault("unit", "");
        return null;
      }
      const codes = Object.fromEntries(book.frames.map((f) => [f, code(get(f), () => fault(f, get(f)))]));
      const signs = [];
      for (const piece of get("indicators").trim().split(/[;,/+&|\s]+/)) {
        const name = [...strip(piece, "?().:")].map((c) => ALIKE[LOOK.indexOf(c)] || c).join("");
        if (!name || DASHES.includes(name) || ["and", "und", "et", "и"].includes(piece) || ["none", "no"].includes(name.toLowerCase())) continue;
        const sign = spelling.get(name.toLowerCase());
        if (!sign) fault("indicators", piece);
        else if (!signs.includes(sign)) signs.push(sign);
      }
      const said = clean(get("voice")).replace(/[? ]+$/, ""), voice = voices.get(said);
      if (voice === undefined) fault("voice", get("voice"));
      for (const sign of signs) if (codes[sign.frame] === null && !aside.has(sign.frame)) codes[sign.frame] = 1;
      const mark = clean(get("seen")), dash = (name) => DASHES.includes(clean(get(name)));
      const marked = mark !== "" && !no.has(mark), coded = Object.values(codes).some((v) => v !== null);
      return {
        line, unit, codes, aside, marked, coded, text: get("text"), zone: get("zone").trim().toLowerCase(), note: get("note"),
        signs: signs.map((s) => s.id), voice: !voice || voice === "-" ? "" : voice,
        seen: marked || coded || signs.length > 0 || dash("indicators") || dash("voice"),
      };
    }
    function code(cell, fault) {
      let value = clean(cell);
      if (value.endsWith("?") && value.replace(/[? ]+$/, "")) value = clean(value.replace(/[? ]+$/, ""));
      if (!value) return null;
      if (yes.has(value)) return 1;
      if (no.has(value)) return 0;
      fault();
      return null;
    }

    function sheet({ coder, header, rows }) {
      const bad = [], own = new Map();
      for (const [line, cells] of rows) {
        const one = row(line, header, cells, bad), first = one && own.get(one.unit);
        if (!one) continue;
        if (!first) own.set(one.unit, one);
        else if (!alike(first, one)) bad.push(["twice", { line, value: one.unit }]);
      }
      const units = [...own.values()].filter((r) => r.zone !== "subhead"), marked = units.some((r) => r.marked);
      const used = book.frames.filter((f) => marked || units.some((r) => r.codes[f] !== null));
      const given = units.flatMap((r) => Object.values(r.codes)), blank = units.filter((r) => !r.coded).length;
      for (const one of units) for (const f of one.seen ? used : []) if (one.codes[f] === null && !one.aside.has(f)) one.codes[f] = 0;
      const codes = {}, had = new Set();
      for (const one of units) {
        const id = unitOf(one);
        if (!id || had.has(id)) { bad.push([id ? "twice" : "unit", { line: one.line, value: one.unit }]); continue; }
        had.add(id);
        if (Object.values(one.codes).includes(null)) continue;
        const frames = book.frames.filter((f) => one.codes[f] === 1);
        codes[id] = { frames, signs: one.signs, voice: frames.length ? one.voice : "", note: one.note };
      }
      const onlyYes = given.includes(1) && !given.includes(0) && blank > 0;
      return { coder: coderName(coder), codes, bad, here: had.size, unmarked: onlyYes ? units.filter((r) => !r.seen).length : 0 };
    }
    const alike = (a, b) => { const own = ({ line, aside, ...r }) => JSON.stringify([r, [...aside]]); return own(a) === own(b); };

    // --- Units

    const spelled = (unit) => unit.normalize("NFKC").trim().toLowerCase().replace(/[\s_.‐-―−-]+/g, "-").replace(/-?0*(\d+)$/, "-$1");
    const words = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
    const byName = new Map([...ids.keys()].map((id) => [spelled(id), id]));
    const byText = new Map([...ids.values()].map((u) => [words(u.text), u.id]));
    function unitOf({ unit, text }) {
      const hidden = MASKED.test(unit) && masked[unit.slice(2)];
      return (ids.has(hidden) && hidden) || byName.get(spelled(unit)) || byText.get(words(text)) || null;
    }

    // Every coder's sheet of a file: {coder, codes, bad, here, unmarked}. Throws a Fault.
    return (file, grids) => {
      const found = parts(file, grids).map(sheet);
      if (!found.length) throw new Fault("room.report_not_sheet");
      return found;
    };
  }

  return { reader };
})();
