"use strict";
// Agreement of a room: Krippendorff's alpha (nominal; Krippendorff 2019, chapter 12), its bootstrap over units, majorities.
// A table is a list of units; a unit is a list of the values given to it, without gaps.
const Measures = (() => {
  function tally(values) {
    const counts = new Map();
    for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  }

  // What alpha needs of one unit: the values that it holds, and its share of unequal pairs.
  function weigh(values) {
    const counts = tally(values), m = values.length;
    let unequal = m * m;
    for (const n of counts.values()) unequal -= n * n;
    return { counts, m, unequal: m > 1 ? unequal / (m - 1) : 0 };
  }

  function fromWeights(units) {
    const totals = new Map();
    let observed = 0, n = 0;
    for (const { counts, m, unequal } of units) {
      observed += unequal;
      n += m;
      for (const [value, count] of counts) totals.set(value, (totals.get(value) || 0) + count);
    }
    if (totals.size < 2) return NaN;
    let expected = n * n;
    for (const count of totals.values()) expected -= count * count;
    return 1 - ((n - 1) * observed) / expected;
  }

  const pairable = (units) => units.filter((values) => values.length > 1).map(weigh);

  // NaN where no unit has two values, or where all gave one and the same.
  const alpha = (units) => fromWeights(pairable(units));

  // Small, seeded, good enough for resampling: mulberry32.
  function generator(seed) {
    let state = seed >>> 0;
    return () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  function quantile(sorted, p) {
    const at = (sorted.length - 1) * p, low = Math.floor(at), high = Math.ceil(at);
    return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
  }

  // The 95 % interval of alpha, resampling units: [low, high], NaN where there is none.
  function interval(units, resamples = 2000, seed = 1) {
    const all = pairable(units), chance = generator(seed), found = [];
    if (!all.length) return [NaN, NaN];
    for (let i = 0; i < resamples; i++) {
      const drawn = [];
      for (let j = 0; j < all.length; j++) drawn.push(all[Math.floor(chance() * all.length)]);
      const value = fromWeights(drawn);
      if (!Number.isNaN(value)) found.push(value);
    }
    found.sort((a, b) => a - b);
    return found.length ? [quantile(found, 0.025), quantile(found, 0.975)] : [NaN, NaN];
  }

  // Yes where more than half said yes; a tie is a no, and said to be one.
  function majority(values) {
    const yes = values.filter((v) => v === 1).length;
    return { yes, no: values.length - yes, code: 2 * yes > values.length ? 1 : 0, tie: values.length > 0 && 2 * yes === values.length };
  }

  return { alpha, interval, majority };
})();
