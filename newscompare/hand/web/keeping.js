"use strict";
// What is kept on this machine: of each passage, way of coding and name the codes, in one record of each visit to the page.
// A browser tells pages of each other's writing with a delay, and on a busy machine may show one what was stored long before.
// So nothing is written over: each writing is a record of its own, records are joined when read, and of each sentence the later
// code counts, an undone one too. A record goes once another holds all of it.
const VISIT = [...crypto.getRandomValues(new Uint32Array(2))].map((n) => n.toString(36)).join("");
let written = 0;

const keysOf = (at) => {
  try { return Object.keys(localStorage).filter((key) => key === `newscompare:${at}` || key.startsWith(`newscompare:${at}:`)).map((key) => key.slice("newscompare:".length)); } catch { return []; }
};
const isCode = (code) => code && Array.isArray(code.frames) && Array.isArray(code.signs);
function read(text) {
  try {
    const record = JSON.parse(text);
    return record && Object.values(record.codes).every(isCode) ? record : null;
  } catch { return null; }
}
function visits(at) {
  const found = keysOf(at).map((key) => [key, read(remembered(key))]);
  return found.filter(([, record]) => record).sort((a, b) => (a[1].when || 0) - (b[1].when || 0));
}
const latest = (times) => Math.max(0, ...Object.values(times));
const timesOf = (record) => record.times || Object.fromEntries(Object.keys(record.codes).map((id) => [id, 1]));

// Take what is later in `record` into `whole`; answers the sentences that changed.
function join(whole, record) {
  const times = timesOf(record), later = Object.keys(times).filter((id) => times[id] > (whole.times[id] || 0));
  if (latest(times) > latest(whole.times)) whole.history = record.history || [];
  for (const id of later) {
    whole.times[id] = times[id];
    if (record.codes[id]) whole.codes[id] = record.codes[id]; else delete whole.codes[id];
  }
  return later;
}

function kept(at) {
  const found = visits(at).map(([, record]) => record);
  if (!found.length) return null;
  const whole = { ...found[found.length - 1], codes: {}, times: {}, history: [] };
  for (const record of found) join(whole, record);
  return whole;
}

// Write the record of this visit, joined with what the others hold; false where the browser keeps nothing.
function keepRecord(at, state, record) {
  const others = visits(at);
  for (const [, other] of others) join(state, other);
  const { codes, times, history } = state, own = `${at}:${VISIT}-${written += 1}`;
  if (!remember(own, JSON.stringify({ ...record, codes, times, history, when: Date.now() }))) return false;
  for (const [key] of others) remember(key, null);
  return true;
}

// Forgetting is told to other tabs by a word that is gone at once.
function forgetRecords(at) {
  for (const key of keysOf(at)) remember(key, null);
  remember("forgotten", at);
  remember("forgotten", null);
}

// Where another tab wrote of the place that `here` answers: its record, or null if it was forgotten there.
function whenTold(here, told) {
  window.addEventListener("storage", (event) => {
    const at = here();
    if (!at || !event.newValue) return;
    if (event.key === "newscompare:forgotten" && event.newValue === at) {
      for (const key of keysOf(at)) remember(key, null);
      told(null);
    } else if (event.key.startsWith(`newscompare:${at}:`)) {
      const record = read(event.newValue);
      if (record) told(record);
    }
  });
  document.addEventListener("visibilitychange", () => {
    const at = !document.hidden && here(), record = at && kept(at);
    if (record) told(record);
  });
}
