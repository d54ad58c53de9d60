"use strict";
// The room: lines and sheets in, votes and agreement out. Nobody is ranked: names stand in the list of who handed in, and nowhere else.
const CLEAR = 0.75, MOST_NAMED = 4;
const BOOK_WITH_FRAMES = { frames: BOOK.frames, signs: DATA.signs };
const state = { sheets: new Map(), own: [], passage: null, tab: "votes", at: 0, reference: false, report: [], open: true, names: false, draft: "", given: null, added: 0, again: 0 };

function keep() {
  remember(`${DATA.id}:room`, JSON.stringify({ sheets: [...state.sheets], own: state.own, passage: state.passage, given: state.given }));
}
function load() {
  try {
    const saved = JSON.parse(remembered(`${DATA.id}:room`));
    if (saved) Object.assign(state, { sheets: new Map(saved.sheets), own: saved.own, passage: saved.passage, given: saved.given, open: !saved.sheets.length });
  } catch { /* nothing kept */ }
}

const every = () => [...state.own, ...ALL];
const known = () => new Map(every().filter(codable).map((u) => [u.id, u]));

// --- Handing in

function addCodes(name, codes) {
  const own = name.normalize("NFC"), id = Exchange.plain(own), again = state.sheets.has(id);
  // Two passages by one coder go side by side; the same passage again replaces the older codes.
  state.sheets.set(id, { name: own, codes: { ...(again ? state.sheets.get(id).codes : {}), ...codes } });
  state[again ? "again" : "added"] += 1;
}

function addLines(text) {
  const lines = Exchange.find(text), left = [];
  for (const line of lines) {
    const short = line.text.replace(/\s+/g, " ").slice(0, 60) + " …";
    if (!line.ok) { state.report.push([false, t("room.report_damaged", { line: short })]); left.push(line.text); continue; }
    if (line.caseId !== Exchange.plain(DATA.id)) { state.report.push([false, t("room.report_other_case", { case: line.caseId, name: line.name })]); continue; }
    const units = passageFrom(every(), line.first, line.count), codes = units && Exchange.key(units, BOOK) === line.key ? Exchange.decode(line, BOOK) : null;
    if (!codes) { state.report.push([false, t("room.report_other_passage", { name: line.name })]); left.push(line.text); continue; }
    addCodes(line.name, Object.fromEntries(units.map((u, i) => [u.id, codes[i]]).filter(([, c]) => c)));
  }
  if (!lines.length && text.trim()) { state.report.push([false, t("room.report_nothing")]); left.push(text); }
  state.draft = left.join("\n");
}

async function addFiles(files) {
  const read = Sheets.reader(BOOK_WITH_FRAMES, DATA.spellings, known(), DATA.masked || {});
  for (const file of [...files].sort((a, b) => a.lastModified - b.lastModified)) {
    try { await addFile(file, read); } catch (fault) {
      state.report.push([false, t(fault instanceof Fault ? fault.word : "room.report_unreadable", { file: file.name, ...fault.values })]);
    }
  }
}

async function addFile(file, read) {
  if (/^(\.|~|_~|thumbs\.db$|desktop\.ini$)/i.test(file.name)) throw new Fault("room.report_system");
  if (/\.(txt|csv|md)$/i.test(file.name)) {
    const text = Cells.decode(new Uint8Array(await file.arrayBuffer()));
    if (Exchange.find(text).length && !/^"?unit/i.test(text)) { addLines(text); return; }
  }
  for (const sheet of read(file.name, await Cells.grids(file))) {
    const name = sheet.coder, tell = (word, values = {}) => state.report.push([false, t(word, { file: file.name, name, ...values })]);
    if (sheet.bad.length) {
      const named = sheet.bad.slice(0, MOST_NAMED).map(([kind, values]) => t(`room.fault_${kind}`, values));
      const rest = sheet.bad.length - named.length;
      tell("room.report_bad", { cells: named.join("; ") + (rest > 0 ? `; ${t("room.more", { n: rest })}` : "") });
    }
    if (!sheet.here) tell("room.report_not_sheet");
    else if (!Object.keys(sheet.codes).length) tell("room.report_empty");
    else if (/^reference$/i.test(name)) state.given = Object.fromEntries(Object.entries(sheet.codes).map(([id, c]) => [id, c.frames]));
    else addCodes(name, sheet.codes);
    if (sheet.unmarked) tell("room.report_unmarked", { sentences: plural("sentences", sheet.unmarked) });
  }
}

// The files of a drop, those in a folder too.
async function dropped(items, files) {
  const entries = [...items].map((i) => i.webkitGetAsEntry && i.webkitGetAsEntry()).filter(Boolean);
  if (!entries.some((e) => e.isDirectory)) return files;
  const wait = (work) => new Promise((yes, no) => work(yes, no));
  const inside = async (entry) => {
    if (entry.isFile) return [await wait((yes, no) => entry.file(yes, no))];
    const reader = entry.createReader(), found = [];
    for (let some = [null]; some.length; found.push(...some)) some = await wait((yes, no) => reader.readEntries(yes, no));
    return (await Promise.all(found.filter(Boolean).map(inside))).flat();
  };
  return (await Promise.all(entries.map(inside))).flat();
}

async function handIn(work) {
  Object.assign(state, { report: [], added: 0, again: 0 });
  await work();
  for (const kind of ["again", "added"]) {
    if (state[kind]) state.report.unshift([true, t(kind === "again" ? "room.report_again" : "room.report_in", { sheets: plural("sheets", state[kind]) })]);
  }
  const ids = coded();
  if (!state.passage || !passages().some((p) => p.id === state.passage)) state.passage = null;
  if (ids.size) keep();
  render();
}

// --- What was coded

const reference = () => state.given || DATA.reference || null;
function coded() {
  const ids = new Set();
  for (const sheet of state.sheets.values()) for (const id of Object.keys(sheet.codes)) ids.add(id);
  return ids;
}
// The texts that somebody coded; all of them together where there are several.
function passages() {
  const ids = coded(), texts = [...new Set(every().filter((u) => ids.has(u.id)).map((u) => u.article))];
  const list = texts.map((a) => ({ id: a, label: labelOf(a), units: every().filter((u) => u.article === a && ids.has(u.id)) }));
  return list.length > 1 ? [...list, { id: "*", label: list.map((p) => p.label).join(", "), units: list.flatMap((p) => p.units) }] : list;
}
function shown() {
  const list = passages();
  return list.find((p) => p.id === state.passage) || list[list.length - 1] || null;
}
const values = (unit, frame) => [...state.sheets.values()].filter((s) => s.codes[unit.id]).map((s) => (s.codes[unit.id].frames.includes(frame) ? 1 : 0));
const percent = (x) => `${Math.round(100 * x)}%`;
const number = (x) => (Number.isNaN(x) ? "–" : (Math.round(x * 100) / 100).toFixed(2).replace("-", "−"));
const frameClass = (frame) => `f${BOOK.frames.indexOf(frame)}`;
const meter = (frame, share) => make("span", { class: `meter ${frameClass(frame)}`, "aria-hidden": "true" }, make("i", { style: `width: ${percent(share)}` }));
const referenceOf = (unit, frame) => (reference() && reference()[unit.id] ? (reference()[unit.id].includes(frame) ? 1 : 0) : null);
const yesNo = (code) => t(code ? "room.yes" : "room.no");

function results() {
  const units = shown().units;
  return Object.fromEntries(BOOK.frames.map((frame) => {
    const table = units.map((u) => values(u, frame)), paired = table.filter((v) => v.length > 1).length;
    return [frame, { alpha: Measures.alpha(table), interval: Measures.interval(table), paired }];
  }));
}

// --- Views

function votesView(units) {
  const withReference = state.reference && reference();
  return make("table", { class: "votes" },
    make("thead", {}, make("tr", {}, make("td", {}), make("th", { scope: "col" }, t("room.sentence")), BOOK.frames.map((f) => make("th", { scope: "col" }, frameLabel(f))))),
    make("tbody", {}, units.map((unit, i) => make("tr", {}, make("td", { class: "n" }, String(i + 1)), make("td", { class: "text" }, textOf(unit)),
      BOOK.frames.map((f) => {
        const vote = Measures.majority(values(unit, f)), all = vote.yes + vote.no, code = referenceOf(unit, f);
        return make("td", { class: "bar", "data-vote": `${unit.id} ${f} ${vote.yes} ${all}` }, meter(f, vote.yes / all), make("span", { class: "count", "aria-label": t("room.vote_of", { frame: frameLabel(f), yes: vote.yes, all }) }, t("room.vote", { yes: vote.yes, all })),
          withReference && code !== null ? make("span", { class: code === vote.code ? "quiet" : "bad" }, ` ${t("room.reference_row", { n: yesNo(code) })}`) : null);
      })))));
}

function agreementView(units) {
  const found = results();
  return make("div", {}, make("div", { class: "cards" }, BOOK.frames.map((f) => {
    const { alpha, interval, paired } = found[f], at = (x) => `${Math.max(0, Math.min(100, (50 * (x + 1))))}%`;
    return make("section", { class: "card", "data-alpha": `${f} ${alpha} ${interval[0]} ${interval[1]}` }, make("h2", {}, frameLabel(f)), make("div", { class: "quiet" }, t("room.alpha")), make("div", { class: "big" }, number(alpha)),
      Number.isNaN(alpha) ? make("p", {}, t("room.no_interval")) : [
        make("div", {}, t("room.interval", { low: number(interval[0]), high: number(interval[1]) })),
        make("div", { class: "scale", "aria-hidden": "true" },
          make("div", { class: `range ${frameClass(f)}`, style: `left: ${at(interval[0])}; right: calc(100% - ${at(interval[1])}); background: var(--accent)` }), make("div", { class: "point", style: `left: ${at(alpha)}` }),
          [-1, -0.5, 0, 0.5, 1].map((x) => make("span", { class: "tick", style: `left: ${at(x)}` }, String(x).replace("-", "−"))))],
      make("div", { class: "quiet" }, t("room.units", { sentences: plural("sentences", paired), coders: state.sheets.size })));
  })), make("p", { class: "quiet" }, t("room.alpha_help")), units.length ? null : null);
}

function splits(units) {
  const list = [];
  for (const unit of units) for (const frame of BOOK.frames) {
    const vote = Measures.majority(values(unit, frame)), all = vote.yes + vote.no;
    if (vote.yes && vote.no) list.push({ unit, frame, ...vote, split: Math.min(vote.yes, vote.no) / all });
  }
  return list.sort((a, b) => b.split - a.split);
}

function splitView(units) {
  const list = splits(units);
  if (!list.length) return make("p", { class: "split-text" }, t("room.no_split"));
  state.at = Math.min(state.at, list.length - 1);
  const one = list[state.at], all = one.yes + one.no, signs = new Map();
  for (const sheet of state.sheets.values()) for (const s of (sheet.codes[one.unit.id] || { signs: [] }).signs) signs.set(s, (signs.get(s) || 0) + 1);
  const step = (by) => make("button", { type: "button", onclick: () => { state.at = (state.at + by + list.length) % list.length; render(); } }, t(by < 0 ? "room.previous" : "room.next"), " ", make("kbd", { "aria-hidden": "true" }, by < 0 ? "←" : "→"));
  const code = referenceOf(one.unit, one.frame);
  return make("div", { "data-split": `${one.unit.id} ${one.frame} ${one.yes} ${one.no} ${list.length}` },
    make("div", { class: "row" }, step(-1), step(1), make("strong", { role: "status" }, t("room.split_place", { n: state.at + 1, total: list.length, frame: frameLabel(one.frame) }))),
    make("p", { class: "split-text" }, textOf(one.unit)),
    [["yes", one.yes], ["no", one.no]].map(([word, n]) => make("div", { class: "split-vote" }, make("strong", { style: "min-width: 3em" }, t(`room.${word}`)), meter(one.frame, n / all), make("span", { class: "count" }, String(n)))),
    signs.size ? make("p", { class: "quiet" }, t("room.signs_named", { signs: [...signs].sort((a, b) => b[1] - a[1]).map(([s, n]) => `${s} ${signOf(s).name} ${n}×`).join(", ") })) : null,
    state.reference && code !== null ? make("p", { class: "verdict" }, t("room.reference_row", { n: yesNo(code) })) : null);
}

function referenceView(units) {
  if (!reference()) return make("p", {}, t("room.no_reference"));
  if (!state.reference) return make("p", {}, make("button", { type: "button", class: "main", onclick: () => { state.reference = true; render(); } }, t("room.show_reference")));
  const rows = units.flatMap((unit) => BOOK.frames.map((frame) => ({ unit, frame, vote: Measures.majority(values(unit, frame)), code: referenceOf(unit, frame) }))).filter((r) => r.code !== null);
  const against = rows.filter((r) => r.code !== r.vote.code && Math.max(r.vote.yes, r.vote.no) >= CLEAR * (r.vote.yes + r.vote.no));
  return make("div", { "data-against": against.map((r) => `${r.unit.id} ${r.frame}`).join(";") },
    make("p", {}, t("room.same", { same: rows.filter((r) => r.code === r.vote.code).length, all: rows.length })),
    make("p", { class: "verdict" }, against.length ? t("room.against", { sentences: plural("sentences", new Set(against.map((r) => r.unit.id)).size) }) : t("room.against_none")),
    against.map((r) => make("section", { class: "card", style: "margin-bottom: 0.7rem" }, make("p", { style: "font-size: 1.25rem; font-weight: 600" }, textOf(r.unit)),
      make("p", {}, t("room.room_says", { frame: frameLabel(r.frame), room: yesNo(r.vote.code), yes: r.vote.yes, all: r.vote.yes + r.vote.no, reference: yesNo(r.code) })))),
    make("p", { class: "quiet" }, DATA.reference_note ? t("room.reference_note") : ""));
}

function neitherCell(p) {
  const none = (of) => p.units.filter((u) => BOOK.frames.every((f) => of(u, f) === 0)).length;
  const n = none((u, f) => Measures.majority(values(u, f)).code);
  return make("td", { class: "bar", "data-neither": `${p.id} ${n} ${p.units.length}` }, make("span", { class: "count" }, t("room.tally", { n, all: p.units.length })),
    state.reference && reference() ? make("span", { class: "quiet" }, ` ${t("room.reference_row", { n: none(referenceOf) })}`) : null);
}

function papersView() {
  const list = passages().filter((p) => p.id !== "*"), whole = (p) => every().filter((u) => u.article === p.id && codable(u)).length;
  const complete = list.filter((p) => p.units.length === whole(p)).length;
  return make("div", {}, make("table", { class: "votes" },
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, t("room.text")), BOOK.frames.map((f) => make("th", { scope: "col" }, frameLabel(f))), make("th", { scope: "col" }, t("coder.neither")))),
    make("tbody", {}, list.map((p) => make("tr", {}, make("td", { class: "text" }, make("strong", {}, p.label), make("div", { class: "quiet" }, t("room.of_text", { n: p.units.length, all: whole(p) }))),
      BOOK.frames.map((f) => {
        const n = p.units.filter((u) => Measures.majority(values(u, f)).code).length, codes = p.units.map((u) => referenceOf(u, f)).filter((c) => c !== null);
        return make("td", { class: "bar", "data-tally": `${p.id} ${f} ${n} ${p.units.length}` }, meter(f, n / p.units.length), make("span", { class: "count" }, t("room.tally", { n, all: p.units.length })),
          state.reference && codes.length ? make("span", { class: "quiet" }, ` ${t("room.reference_row", { n: codes.filter(Boolean).length })}`) : null);
      }), neitherCell(p))))), make("p", { class: "quiet" }, t("room.both_or_none")), complete < 2 ? make("p", {}, t("room.no_finding", { n: complete })) : null);
}

// --- The page

function handInView() {
  const area = make("textarea", { id: "lines", "aria-label": t("room.paste"), placeholder: "NC1 …", oninput: (e) => { state.draft = e.target.value; }, onpaste: () => setTimeout(() => handIn(() => addLines(state.draft)), 0) });
  area.value = state.draft;
  const pick = (id, words, act) => make("label", { class: "file" }, `${words} `, make("input", { type: "file", id, multiple: true, onchange: (e) => handIn(() => act([...e.target.files])) }));
  const names = [...state.sheets].sort((a, b) => a[1].name.localeCompare(b[1].name, LANGUAGE));
  return make("section", { class: "hand-in", "aria-label": t("room.hand_in") },
    make("p", {}, t("room.paste")), area,
    make("div", { class: "row" }, make("button", { type: "button", class: "main", id: "add", onclick: () => handIn(() => addLines(state.draft)) }, t("room.add")),
      make("span", {}, t("room.files")), pick("files", t("room.choose"), addFiles), pick("own", t("room.own"), async (files) => {
        for (const file of files) {
          const units = await readOwn(file);
          if (units) state.own = [...state.own.filter((u) => !units.some((x) => x.id === u.id)), ...units];
        }
        if (state.draft.trim()) addLines(state.draft);
      })),
    make("div", { role: "status", id: "report" }, make("ul", {}, state.report.map(([good, words]) => make("li", { class: good ? "good" : "bad" }, words)))),
    make("details", { open: state.names, ontoggle: (e) => { state.names = e.target.open; } }, make("summary", {}, t("room.names")), make("p", { class: "quiet" }, t("room.names_help")),
      make("ul", { class: "names" }, names.map(([id, sheet]) => make("li", {}, sheet.name, make("button", { type: "button", "aria-label": `${t("room.remove")}: ${sheet.name}`, onclick: () => { state.sheets.delete(id); keep(); render(); } }, "×"))))),
    state.sheets.size ? make("div", { class: "row" }, make("button", { type: "button", id: "save", onclick: () => download("room.csv", asOneSheet()) }, t("room.save")),
      sure(t("room.clear"), t("room.clear_sure"), () => { state.sheets = new Map(); state.given = null; state.report = []; remember(`${DATA.id}:room`, null); render(); })) : null);
}

// One row a sentence and coder, as the class notebook reads it.
function asOneSheet() {
  const rows = [["coder", "unit", "zone", "text", ...BOOK.frames, "indicators", "voice", "seen"]];
  for (const sheet of state.sheets.values()) for (const unit of every()) {
    const code = sheet.codes[unit.id];
    if (code) rows.push([sheet.name, unit.id, unit.zone, unit.text, ...BOOK.frames.map((f) => (code.frames.includes(f) ? 1 : 0)), code.signs.join(";"), code.frames.length ? code.voice : "-", "x"]);
  }
  return Exchange.csv(rows);
}

const VIEWS = { votes: votesView, agreement: agreementView, split: splitView, reference: referenceView, papers: papersView };

function render() {
  const focus = document.activeElement && document.activeElement.id, passage = shown();
  const toggle = make("button", { type: "button", id: "toggle-in", "aria-expanded": String(state.open), onclick: () => { state.open = !state.open; render(); } }, t("room.hand_in"));
  const list = passages();
  const select = list.length > 1 ? make("select", { id: "passage", "aria-label": t("room.passage"), onchange: (e) => { state.passage = e.target.value; state.at = 0; keep(); render(); } }, list.map((p) => make("option", { value: p.id, selected: p === passage || p.id === passage.id }, p.label))) : null;
  const tabs = make("div", { class: "tabs", role: "tablist" }, Object.keys(VIEWS).map((name) => make("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(name === state.tab), "aria-controls": "view", onclick: () => { state.tab = name; if (state.sheets.size) state.open = false; render(); } }, t(`room.tab_${name}`))));
  const referenceButton = reference() && passage ? make("button", { type: "button", id: "reference", "aria-pressed": String(state.reference), onclick: () => { state.reference = !state.reference; render(); } }, t(state.reference ? "room.hide_reference" : "room.show_reference")) : null;
  document.body.className = "room";
  document.body.replaceChildren(
    header(t("room.title"), make("strong", { id: "count", role: "status" }, t("room.sheets", { sheets: plural("sheets", state.sheets.size) })), toggle),
    ...(state.open ? [handInView()] : []),
    make("main", {}, passage ? [make("div", { class: "row", style: "margin-bottom: 0.7rem" }, tabs, select, referenceButton), make("div", { id: "view", role: "tabpanel", tabindex: "-1" }, VIEWS[state.tab](passage.units))] : make("p", { class: "split-text" }, t(state.sheets.size ? "room.not_here" : "room.none_yet"))));
  const back = focus && document.getElementById(focus);
  if (back) back.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!by || !shown()) return;
  if (event.target.getAttribute("role") === "tab") {
    const names = Object.keys(VIEWS);
    state.tab = names[(names.indexOf(state.tab) + by + names.length) % names.length];
    render();
    document.getElementById(`tab-${state.tab}`).focus();
  } else if (state.tab === "split") {
    const n = splits(shown().units).length;
    if (n) state.at = (state.at + by + n) % n;
    render();
  } else return;
  event.preventDefault();
});
for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => {
  event.preventDefault();
  document.querySelector(".hand-in")?.classList.toggle("over", kind === "dragover");
  if (kind !== "drop") return;
  const items = [...event.dataTransfer.items], files = dropped(items, [...event.dataTransfer.files]);
  handIn(async () => addFiles(await files));
});
// Another tab of the room: both hold the same sheets.
window.addEventListener("storage", (event) => {
  if (event.key !== `newscompare:${DATA.id}:room`) return;
  const { open } = state;
  if (event.newValue) load(); else state.sheets = new Map();
  state.open = open;
  render();
});
load();
render();
