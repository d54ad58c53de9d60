"use strict";
// What is kept on this machine: of each passage, way of coding and name the codes, in one record of each visit to the page.
// A browser tells pages of each other's writing with a delay, and on a busy machine may show one what was stored long before.
// So no visit writes over the record of another: records are joined when read, and of each sentence the later code counts, an
// undone one too. A record goes once another holds all of it.
const VISIT = [...crypto.getRandomValues(new Uint32Array(2))].map((n) => n.toString(36)).join("");

function visits(at) {
  const found = [];
  try {
    for (const key of Object.keys(localStorage)) {
      if (key !== `newscompare:${at}` && !key.startsWith(`newscompare:${at}:`)) continue;
      try { found.push([key.slice("newscompare:".length), JSON.parse(localStorage.getItem(key))]); } catch { /* damaged */ }
    }
  } catch { /* nothing is kept here */ }
  return found.filter(([, one]) => one && one.codes).sort((a, b) => (a[1].when || 0) - (b[1].when || 0));
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
  const { codes, times, history } = state, own = `${at}:${VISIT}`;
  if (!remember(own, JSON.stringify({ ...record, codes, times, history, when: Date.now() }))) return false;
  for (const [key] of others) if (key !== own) remember(key, null);
  return true;
}

// Forgetting is told to other tabs by a word that is gone at once.
function forgetRecords(at) {
  for (const [key] of visits(at)) remember(key, null);
  remember("forgotten", at);
  remember("forgotten", null);
}

// Where another tab wrote of the place that `here` answers: its record, or null if it was forgotten there.
function whenTold(here, told) {
  window.addEventListener("storage", (event) => {
    const at = here();
    if (!at || !event.newValue) return;
    if (event.key === "newscompare:forgotten" && event.newValue === at) told(null);
    else if (event.key.startsWith(`newscompare:${at}:`)) told(JSON.parse(event.newValue));
  });
  document.addEventListener("visibilitychange", () => {
    const at = !document.hidden && here(), record = at && kept(at);
    if (record) told(record);
  });
}
