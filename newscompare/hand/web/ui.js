"use strict";
// What both pages need: data, words in the reader's language, elements, the theme.
const DATA = JSON.parse(document.getElementById("data").textContent);
const BOOK = { frames: DATA.frames.map((f) => f.id), signs: DATA.signs.map((s) => s.id) };
const SETTINGS = new URLSearchParams(location.search + "&" + location.hash.slice(1));

function pickLanguage() {
  const asked = [SETTINGS.get("lang"), remembered("language"), DATA.language];
  return asked.find((name) => name && DATA.words[name]) || Object.keys(DATA.words)[0];
}
function remembered(name) {
  try { return localStorage.getItem(`newscompare:${name}`); } catch { return null; }
}
function remember(name, value) {
  try {
    if (value === null) localStorage.removeItem(`newscompare:${name}`);
    else localStorage.setItem(`newscompare:${name}`, value);
    return true;
  } catch { return false; }
}
let LANGUAGE = pickLanguage();
const WORDS = () => DATA.words[LANGUAGE];

// A word of the page: t("coder.place", {n: 3}).
function t(path, values = {}) {
  const found = path.split(".").reduce((at, name) => (at === undefined ? at : at[name]), WORDS());
  return String(found ?? path).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
function plural(name, n) {
  const forms = WORDS().plural[name], kind = new Intl.PluralRules(LANGUAGE).select(n);
  return (forms[kind] || forms.other).replace("{n}", n);
}
// What the case itself says in this language: its codebook and, where translated, its sentences.
const own = () => (DATA.translations || {})[LANGUAGE] || {};
const frameLabel = (id) => own().frames?.[id]?.label || DATA.frames.find((f) => f.id === id).label;
const frameText = (id) => own().frames?.[id]?.definition || DATA.frames.find((f) => f.id === id).definition;
const signOf = (id) => ({ ...DATA.signs.find((s) => s.id === id), ...(own().indicators?.[id] || {}) });
const textOf = (unit) => own().units?.[unit.id] || unit.text;
const titleOf = () => own().title || DATA.title;
const labelOf = (article) => own().texts?.[article] || DATA.texts[article] || article;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== ""));
  return element;
}

function header(title, ...more) {
  const select = make("select", { id: "language", "aria-label": "Language", onchange: (e) => { LANGUAGE = e.target.value; remember("language", LANGUAGE); render(); } },
    Object.entries(DATA.words).map(([name, words]) => make("option", { value: name, selected: name === LANGUAGE }, words.language)));
  const theme = make("button", { type: "button", onclick: () => {
    const dark = getComputedStyle(document.documentElement).colorScheme === "dark";
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    remember("theme", document.documentElement.dataset.theme);
  } }, t("theme"));
  document.documentElement.lang = LANGUAGE;
  document.title = `${title} · ${titleOf()}`;
  return make("header", { class: "top" }, make("div", {}, make("h1", {}, title), make("span", { class: "quiet" }, titleOf()), WORDS().note ? make("div", { class: "quiet", id: "translated" }, WORDS().note) : null),
    make("div", { class: "row" }, ...more, Object.keys(DATA.words).length > 1 ? select : null, theme));
}
if (remembered("theme")) document.documentElement.dataset.theme = remembered("theme");

// --- Passages

const opening = (unit) => textOf(unit).replace(/^[\s"“”‘’'«]+/, "").split(/\s+/).slice(0, 5).join(" ");

const codable = (unit) => unit.zone !== "subhead";
const ALL = DATA.units;

function passageFrom(units, first, count) {
  const list = units.filter(codable), at = list.findIndex((u) => Exchange.plain(u.id) === Exchange.plain(first));
  return at < 0 || at + count > list.length ? null : list.slice(at, at + count);
}

// A file of sentences: one a line, or a table with the columns unit and text. Null where it is none.
async function readOwn(file) {
  const stem = file.name.replace(/\.[^.]*$/, "").normalize("NFC").replace(/[^\p{L}\p{N}-]+/gu, "-").replace(/^-+|-+$/g, "").toLowerCase() || "own";
  if (/\.(csv|tsv|xlsx|xlsm|ods)$/i.test(file.name)) {
    for (const grid of await Cells.grids(file).catch(() => [])) {
      const [head, ...rows] = grid.rows.map(([, cells]) => cells), names = (head || []).map((h) => h.trim().toLowerCase());
      const unit = names.indexOf("unit"), words = names.indexOf("text"), zone = names.indexOf("zone");
      if (unit < 0 || words < 0) continue;
      const had = new Set(), first = (id) => !had.has(id) && had.add(id);
      return rows.filter((r) => (r[words] || "").trim() && (r[unit] || "").trim() && first(r[unit].trim())).map((r) => {
        const id = r[unit].trim().replace(/\s+/g, "-");
        return { id, article: id.replace(/-\d+$/, ""), zone: (zone < 0 ? "" : (r[zone] || "").trim().toLowerCase()) || "body", text: r[words].trim() };
      });
    }
    return null;
  }
  const text = Cells.decode(new Uint8Array(await file.arrayBuffer()));
  const lines = text.split(/\r\n?|\n/).map((l) => l.trim()).filter(Boolean);
  return lines.map((line, i) => ({ id: `${stem}-${String(i + 1).padStart(2, "0")}`, article: stem, zone: "body", text: line }));
}

function download(name, text) {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// A button that asks to be pressed twice.
function sure(words, question, act) {
  return make("button", { type: "button", onclick: (e) => {
    if (e.target.dataset.sure) { act(); return; }
    e.target.dataset.sure = "1";
    e.target.textContent = question;
  } }, words);
}
