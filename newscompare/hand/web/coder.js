"use strict";
// One coder at one passage: a sentence, a choice, save; the end is a sheet and a line.
const ANIMALS = "otter heron lynx badger finch salmon beaver falcon hare magpie newt osprey puffin raven seal stork swift tern toad vole walrus weasel wren yak bison crane dingo egret ferret gecko ibis jackdaw kestrel lemur marten narwhal orca panda quail robin".split(" ");
const COLOURS = "amber azure beige bronze cedar cobalt copper coral crimson cyan ebony emerald fern golden green grey hazel indigo ivory jade khaki lemon lilac lime linen mauve mint navy ochre olive orange peach pearl pink plum purple rose ruby russet silver".split(" ");
const KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const VOICES = ["outlet", "source", "both"];

const state = { screen: "start", mode: SETTINGS.get("ask") === "full" ? "a" : "f", choice: null, ownUnits: null, name: "", units: [], around: [], codes: {}, times: {}, history: [], at: 0, draft: null, echo: "", problem: "", keys: true, kept: true };

function pseudonym() {
  const draw = (n) => crypto.getRandomValues(new Uint32Array(1))[0] % n;
  return `${COLOURS[draw(COLOURS.length)]}-${ANIMALS[draw(ANIMALS.length)]}-${10 + draw(90)}`;
}

// --- Which passages there are

function choices() {
  const found = [];
  for (const [first, count] of DATA.passages) {
    const units = passageFrom(ALL, first, count);
    if (units) found.push({ id: `${first} ${count}`, units, label: t("coder.from", { text: labelOf(units[0].article), words: opening(units[0]) }) });
  }
  for (const article of new Set(ALL.map((u) => u.article))) {
    const units = ALL.filter((u) => u.article === article && codable(u));
    found.push({ id: `${units[0].id} ${units.length}`, units, label: t("coder.whole", { text: labelOf(article) }) });
  }
  const all = ALL.filter(codable);
  if (new Set(all.map((u) => u.article)).size > 1) found.push({ id: `${all[0].id} ${all.length}`, units: all, label: t("coder.everything") });
  if (state.ownUnits) found.unshift({ id: ownId(), units: state.ownUnits.filter(codable), label: labelOf(state.ownUnits[0].article) });
  return found;
}

// Another file of the same name is another passage.
const ownId = () => `${state.ownUnits[0].id} ${state.ownUnits.length} ${Exchange.key(state.ownUnits, BOOK)}`;

function given() {
  const first = SETTINGS.get("from"), count = Number(SETTINGS.get("n"));
  const units = first && count > 0 ? passageFrom(ALL, first, count) : null;
  return units && { id: `${units[0].id} ${units.length}`, units, label: t("coder.from", { text: labelOf(units[0].article), words: opening(units[0]) }) };
}

// --- What is kept on this machine

// One place for each passage, mode and name: who comes after at this machine takes nobody's codes.
const place = (passage = state.choice, name = state.name) => `${DATA.id}:${passage}:${state.mode}:${Exchange.plain(name)}`;

function stamp(id) { state.times[id] = Math.max(Date.now(), latest(state.times) + 1); }
function keep() {
  const stored = keepRecord(place(), state, { name: state.name, at: state.at, draft: state.draft, own: state.ownUnits, mode: state.mode, choice: state.choice, total: state.units.length });
  state.kept = here() && stored;
}
// A reload goes on with this passage and name, and with what was begun in this tab.
function here() {
  try { sessionStorage.setItem("newscompare:here", JSON.stringify({ place: place(), at: state.at, draft: state.draft })); } catch { return false; }
  return remember("last", place());
}

function begin(passage, saved) {
  Object.assign(state, { choice: passage.id, units: passage.units, screen: "code", codes: {}, times: {}, history: [], at: 0, draft: null, echo: "", problem: "" });
  if (saved) Object.assign(state, { codes: saved.codes, times: saved.times, history: saved.history, at: saved.at, name: saved.name || state.name, draft: saved.draft });
  state.around = state.ownUnits && passage.units.every((u) => state.ownUnits.includes(u)) ? state.ownUnits : ALL;
  if (!state.draft || !isCode(state.draft) || !state.units[state.at]) open(state.units[state.at] ? state.at : 0);
  if (doneCount() === state.units.length) state.screen = "end";
  state.kept = here();
  render();
  focusSentence();
}

// --- Coding

function open(at) {
  const code = state.codes[state.units[at].id];
  state.at = at;
  state.draft = code ? { ...code, frames: [...code.frames], signs: [...code.signs], neither: !code.frames.length } : { frames: [], signs: [], voice: "", note: "", neither: false };
  state.problem = "";
}
const doneCount = () => state.units.filter((u) => state.codes[u.id]).length;

function toggle(list, value) {
  return list.includes(value) ? list.filter((v) => v !== value) : [...list, value];
}
function chooseFrame(id) {
  const draft = state.draft;
  draft.frames = toggle(draft.frames, id);
  draft.signs = draft.signs.filter((s) => draft.frames.includes(signOf(s).frame));
  draft.neither = false;
  changed();
}
function chooseSign(id) {
  const draft = state.draft, frame = signOf(id).frame;
  draft.signs = toggle(draft.signs, id);
  if (draft.signs.includes(id) && !draft.frames.includes(frame)) draft.frames.push(frame);
  draft.neither = false;
  changed();
}
function chooseNeither() {
  Object.assign(state.draft, { neither: !state.draft.neither, frames: [], signs: [], voice: "" });
  changed();
}
function chooseVoice(voice) {
  state.draft.voice = state.draft.voice === voice ? "" : voice;
  changed();
}
function changed() {
  state.problem = "";
  keep();
  render();
}

function missing() {
  const draft = state.draft;
  if (!draft.neither && !draft.frames.length) return t("coder.choose", { neither: t("coder.neither") });
  if (state.mode === "a" && draft.frames.length && !draft.voice) return t("coder.choose_voice");
  return "";
}

function say(code) {
  const frames = code.frames.map((f) => {
    const signs = code.signs.filter((s) => signOf(s).frame === f);
    return frameLabel(f) + (signs.length ? ` (${signs.join(", ")})` : "");
  });
  return (frames.join(" + ") || t("coder.neither")) + (code.voice ? `, ${t(`coder.voices.${code.voice}`).toLowerCase()}` : "");
}

function save() {
  state.problem = missing();
  if (state.problem) { render(); return; }
  const unit = state.units[state.at], draft = state.draft;
  state.history.push({ id: unit.id, before: state.codes[unit.id] || null });
  state.codes[unit.id] = { frames: BOOK.frames.filter((f) => draft.frames.includes(f)), signs: BOOK.signs.filter((s) => draft.signs.includes(s)), voice: draft.voice, note: draft.note };
  stamp(unit.id);
  state.echo = t("coder.saved", { n: state.at + 1, code: say(state.codes[unit.id]) });
  const next = state.units.findIndex((u, i) => i > state.at && !state.codes[u.id]);
  const any = next >= 0 ? next : state.units.findIndex((u) => !state.codes[u.id]);
  if (any < 0) { state.screen = "end"; open(state.at); } else open(any);
  keep();
  render();
  focusSentence();
}

function undo() {
  const last = state.history.pop();
  if (!last) return;
  const at = state.units.findIndex((u) => u.id === last.id), taken = state.codes[last.id];
  if (last.before) state.codes[last.id] = last.before; else delete state.codes[last.id];
  stamp(last.id);
  state.screen = "code";
  open(at);
  if (!last.before && taken) state.draft = { ...taken, neither: !taken.frames.length };
  state.echo = t("coder.undone", { n: at + 1 });
  keep();
  render();
  focusSentence();
}

// --- Screens

function startScreen() {
  const passage = given(), list = choices(), chosen = state.choice || (passage || list[0] || {}).id;
  const form = make("form", { onsubmit: (e) => {
    e.preventDefault();
    const name = document.getElementById("name").value.normalize("NFC").trim();
    if (!/^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])?$/u.test(name) || /^(reference|class)$/i.test(name)) { state.problem = t("coder.name_bad"); render(); return; }
    const mine = passage || choices().find((c) => c.id === (form.elements.passage || {}).value) || choices()[0];
    if (!mine) return;
    state.name = name;
    begin(mine, kept(place(mine.id)));
  } });
  form.append(make("p", {}, t("coder.about")));
  if (passage) form.append(make("p", {}, make("strong", {}, passage.label), ` (${plural("sentences", passage.units.length)}). ${t("coder.given")}`));
  else {
    form.append(make("fieldset", {}, make("legend", {}, t("coder.passage")),
      ALL.length ? null : make("p", { id: "no-texts" }, t("coder.no_texts")),
      list.map((c) => make("label", { class: "pick" }, make("input", { type: "radio", name: "passage", value: c.id, checked: c.id === chosen, onchange: () => { state.choice = c.id; } }), make("span", {}, `${c.label} (${plural("sentences", c.units.length)})`))),
      make("label", { class: "pick" }, make("span", {}, `${t("coder.own")} `, make("input", { type: "file", id: "own", accept: ".txt,.csv,.tsv,.CSV,.TXT,.xlsx,.ods", onchange: openOwn }), make("span", { class: "quiet" }, ` ${t("coder.own_help")}`)))));
  }
  if (!SETTINGS.get("ask")) {
    form.append(make("fieldset", {}, make("legend", {}, t("coder.how")), ["f", "a"].map((mode) =>
      make("label", { class: "pick" }, make("input", { type: "radio", name: "mode", value: mode, checked: state.mode === mode, onchange: () => { state.mode = mode; } }), make("span", {}, t(`coder.mode_${mode}`))))));
  }
  form.append(make("p", {}, make("label", { for: "name" }, make("strong", {}, t("coder.name"))), make("br"),
    make("input", { type: "text", id: "name", value: state.name ||= pseudonym(), oninput: (e) => { state.name = e.target.value; }, autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: "40", "aria-describedby": "name-help" }), make("br"),
    make("span", { class: "quiet", id: "name-help" }, t("coder.name_help"))));
  form.append(make("p", { class: "bad", role: "alert" }, state.problem));
  const saved = lastKept();
  form.append(make("div", { class: "row" },
    saved ? make("button", { type: "button", class: "main", id: "go-on", onclick: () => resume(saved) }, t("coder.go_on", { name: saved.name, done: Object.keys(saved.codes).length, total: saved.total })) : null,
    list.length || passage ? make("button", { class: saved ? "" : "main", id: "start" }, t("coder.start")) : null));
  return make("main", {}, form);
}

async function openOwn(event) {
  const file = event.target.files[0], units = file && await readOwn(file);
  state.problem = "";
  if (!units || !units.filter(codable).length) state.problem = t("coder.own_bad", { file: file ? file.name : "" });
  else { state.ownUnits = units; state.choice = ownId(); }
  render();
}

function lastKept() {
  const key = remembered("last"), saved = key && kept(key);
  return saved && Object.keys(saved.codes).length && (!SETTINGS.get("ask") || saved.mode === state.mode) ? saved : null;
}
function resume(saved) {
  state.mode = saved.mode;
  state.ownUnits = saved.own;
  const mine = choices().find((c) => c.id === saved.choice) || (given() && given().id === saved.choice ? given() : null);
  const [first, count] = saved.choice.split(" "), units = mine ? mine.units : passageFrom(ALL, first, Number(count));
  if (units) begin({ id: saved.choice, units }, saved);
}

function frameButtons() {
  const draft = state.draft;
  const button = (pressed, act, words, key, name = "frame") => make("button", { type: "button", class: name, "aria-pressed": String(pressed), onclick: (e) => { act(); if (e.detail > 0) focusSentence(); } }, words, " ", state.keys ? make("kbd", { "aria-hidden": "true" }, key) : null);
  return [
    make("div", { class: "frames" },
      BOOK.frames.map((id, n) => make("div", { role: "group", "aria-label": frameLabel(id) },
        button(draft.frames.includes(id), () => chooseFrame(id), frameLabel(id), String(n + 1)),
        state.mode === "a" ? make("div", { class: "signs" }, BOOK.signs.filter((s) => signOf(s).frame === id).map((s, i) =>
          button(draft.signs.includes(s), () => chooseSign(s), `${s} ${signOf(s).name}`, (KEYS[n] || "")[i]?.toUpperCase() || "", "sign"))) : null)),
      make("div", {}, button(draft.neither, chooseNeither, t("coder.neither"), "0"))),
    state.mode === "a" && draft.frames.length ? make("div", { class: "row", role: "group", "aria-label": t("coder.voice") }, make("strong", {}, t("coder.voice")),
      VOICES.map((v, i) => button(draft.voice === v, () => chooseVoice(v), t(`coder.voices.${v}`), String(7 + i), "voice"))) : null,
  ];
}

function codeScreen() {
  const unit = state.units[state.at], draft = state.draft;
  const everywhere = state.around.indexOf(unit), before = state.around[everywhere - 1];
  const help = before && before.article === unit.article && unit.zone === "body" && before.zone === "body" ? before : null;
  const problem = missing();
  return make("main", {},
    make("div", { class: "row" }, make("span", { class: "quiet", id: "place" }, `${t("coder.place", { n: state.at + 1, total: state.units.length })} · ${state.name}`)),
    make("progress", { max: state.units.length, value: doneCount(), "aria-label": t("coder.finish", { done: doneCount(), total: state.units.length }) }),
    make("div", { class: "echo", role: "status", id: "echo" }, state.echo ? make("span", {}, state.echo) : null,
      state.history.length ? make("button", { type: "button", id: "undo", onclick: undo }, t("coder.undo"), " ", state.keys ? make("kbd", { "aria-hidden": "true" }, "⌫") : null) : null),
    state.kept ? null : make("p", { class: "bad" }, t("coder.not_kept")),
    make("div", { class: "coding" },
      make("div", {},
        help ? make("p", { class: "before" }, make("span", { class: "quiet" }, `${t("coder.before")}: `), textOf(help)) : null,
        make("p", { class: "sentence", tabindex: "-1", id: "sentence" }, textOf(unit)),
        frameButtons(),
        make("p", {}, make("label", {}, make("span", { class: "quiet" }, t("coder.note")), make("br"), make("input", { type: "text", id: "note", maxlength: "300", value: draft.note || "", oninput: (e) => { draft.note = e.target.value; keep(); } }))),
        make("div", { class: "row" },
          make("button", { type: "button", class: "main", id: "save", "aria-disabled": String(Boolean(problem)), onclick: save }, t("coder.save"), " ", state.keys ? make("kbd", { "aria-hidden": "true" }, "↵") : null),
          make("span", { class: "bad", role: "alert", id: "problem" }, state.problem)),
        make("ol", { class: "dots", "aria-label": t("coder.all_sentences") }, state.units.map((u, i) => make("li", {}, make("button", { type: "button", class: state.codes[u.id] ? "done" : "", "aria-current": i === state.at ? "true" : false, "aria-label": `${t("coder.place", { n: i + 1, total: state.units.length })}, ${state.codes[u.id] ? t("coder.coded") : t("coder.open")}`, onclick: () => { open(i); state.echo = ""; keep(); render(); focusSentence(); } }, String(i + 1))))),
        make("div", { class: "row" },
          make("button", { type: "button", id: "finish", onclick: () => { state.screen = "end"; render(); } }, t("coder.finish", { done: doneCount(), total: state.units.length })),
          make("label", { class: "quiet" }, make("input", { type: "checkbox", checked: state.keys, onchange: (e) => { state.keys = e.target.checked; render(); } }), " ", t("coder.keys")))),
      bookSide()));
}

function bookSide() {
  const wide = matchMedia("(min-width: 821px)").matches;
  const frames = BOOK.frames.map((id) => make("div", {}, make("h2", {}, frameLabel(id)), make("p", {}, frameText(id)),
    make("dl", {}, BOOK.signs.filter((s) => signOf(s).frame === id).map((s) => [make("dt", {}, `${s} ${signOf(s).name}`), make("dd", {}, signOf(s).definition, make("em", {}, t("coder.example", { words: signOf(s).example })))]))));
  const rules = own().rules || DATA.rules;
  return make("aside", { class: "book", "aria-label": t("coder.codebook") }, make("details", { open: wide || state.bookOpen, ontoggle: (e) => { state.bookOpen = e.target.open; } }, make("summary", {}, make("strong", {}, t("coder.codebook"))),
    frames, rules.length ? make("h2", {}, t("coder.rules")) : null, rules.length ? make("ul", {}, rules.map((r) => make("li", {}, r))) : null));
}

function endScreen() {
  const rest = state.units.length - doneCount();
  const line = Exchange.encode({ caseId: DATA.id, first: state.units[0].id, units: state.units, book: BOOK, name: state.name, mode: state.mode, codes: state.codes });
  const area = make("textarea", { class: "line", readonly: true, id: "line", "aria-label": t("coder.line"), onfocus: (e) => e.target.select() });
  area.value = line;
  const copied = make("span", { role: "status", class: "good" });
  return make("main", {},
    make("h2", {}, rest ? t("coder.finish", { done: doneCount(), total: state.units.length }) : t("coder.done")),
    rest ? make("p", { class: "bad" }, t("coder.not_done", { n: rest })) : null,
    make("h2", {}, t("coder.hand_in")),
    make("p", {}, t("coder.line")), area,
    make("div", { class: "row" }, make("button", { type: "button", class: "main", id: "copy", onclick: async () => {
      try { await navigator.clipboard.writeText(line); copied.textContent = t("coder.copied"); } catch { area.focus(); area.select(); copied.textContent = t(document.execCommand("copy") ? "coder.copied" : "coder.copy_by_hand"); }
    } }, t("coder.copy")), copied),
    make("h2", {}, t("coder.sheet")),
    make("div", { class: "row" }, make("button", { type: "button", id: "download", onclick: () => download(`${state.name}.csv`, Exchange.sheet(state.units, BOOK, state.mode, state.codes)) }, t("coder.download"))),
    make("div", { class: "row", style: "margin-top: 1.6rem" },
      make("button", { type: "button", id: "back", onclick: () => { state.screen = "code"; render(); focusSentence(); } }, t("coder.back")),
      make("button", { type: "button", onclick: () => { state.screen = "start"; state.choice = null; render(); } }, t("coder.again")),
      sure(t("coder.forget"), t("coder.forget_sure"), forget)));
}

function forget() {
  forgetRecords(place());
  remember("last", null);
  forgotten();
}
function forgotten() {
  try { sessionStorage.removeItem("newscompare:here"); } catch { /* nothing was kept */ }
  Object.assign(state, { screen: "start", choice: null, name: "", codes: {}, times: {}, history: [], echo: "" });
  render();
}

function focusSentence() {
  const at = document.getElementById("sentence") || document.getElementById("line");
  if (at) at.focus({ preventScroll: false });
}

function render() {
  const focus = document.activeElement, same = focus && focus.id;
  const caret = focus && focus.type === "text" ? [focus.selectionStart, focus.selectionEnd] : null;
  const pressed = focus && focus.tagName === "BUTTON" ? focus.textContent : null;
  const screen = state.screen === "start" ? startScreen() : state.screen === "code" ? codeScreen() : endScreen();
  document.body.replaceChildren(header(t("coder.title")), screen);
  if (state.screen !== "start") remember("last", place());
  const back = (same && document.getElementById(same)) || (pressed && [...document.querySelectorAll("button")].find((b) => b.textContent === pressed));
  if (back) back.focus({ preventScroll: true });
  if (back && caret && back.type === "text") back.setSelectionRange(...caret);
}

document.addEventListener("keydown", (event) => {
  if (state.screen !== "code" || !state.keys || event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|TEXTAREA|SELECT|SUMMARY)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.key === "Enter" && event.target.id === "note") { event.preventDefault(); focusSentence(); return; }
  if (typing || event.repeat) return;
  const onButton = event.target.tagName === "BUTTON";
  const letter = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : (/^Key([A-Z])$/.exec(event.code) || [, ""])[1].toLowerCase();
  if (event.key === "Enter" && !onButton) save();
  else if (event.key === "Backspace") undo();
  else if (event.key === "0") chooseNeither();
  else if (/^[1-6]$/.test(event.key) && BOOK.frames[event.key - 1]) chooseFrame(BOOK.frames[event.key - 1]);
  else if (state.mode === "a" && /^[789]$/.test(event.key) && state.draft.frames.length) chooseVoice(VOICES[event.key - 7]);
  else if (state.mode === "a" && letter && KEYS.some((row) => row.includes(letter))) {
    const n = KEYS.findIndex((row) => row.includes(letter));
    const sign = BOOK.signs.filter((s) => signOf(s).frame === BOOK.frames[n])[KEYS[n].indexOf(letter)];
    if (!sign) return;
    chooseSign(sign);
  } else return;
  event.preventDefault();
});

// Another tab that codes the same passage under the same name: both show the same codes, at once or when a tab is shown again.
whenTold(() => state.screen !== "start" && place(), (record) => {
  if (!record) { forgotten(); return; }
  const times = timesOf(record), behind = Object.keys(state.times).some((id) => state.times[id] > (times[id] || 0));
  const later = join(state, record);
  if (later.includes(state.units[state.at].id)) open(state.at);
  if (behind) keep();
  if (later.length) render();
});

// A reload goes on; a new visit asks.
{
  let begun = null;
  try { begun = JSON.parse(sessionStorage.getItem("newscompare:here")); } catch { state.kept = false; }
  const visit = performance.getEntriesByType("navigation")[0];
  const found = begun && visit && visit.type !== "navigate" && kept(begun.place), saved = found && { ...found, at: begun.at, draft: begun.draft };
  if (saved && saved.choice) resume(saved);
  if (state.screen === "start") render();
}
