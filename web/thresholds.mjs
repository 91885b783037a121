// Quotas against ballots: how much is reached, how much is needed now.
// For drawing while a control moves; the verdict is the engine's.

import {compare, plus, ratio, share, textOf, times} from './numbers.mjs';

const ZERO = {n: 0n, d: 1n};
const COUNTED = {'yes': [0], 'against': [1], 'abstaining': [2],
  'not against': [0, 2]};

/** Kinds of ballots that the base of a quota counts; null: also vacancies. */
function baseKinds(base) {
  if (base === 'votes cast' || base.endsWith(' cast'))
    return [0, 1];
  return base === 'present' || base.endsWith(' present') ? [0, 1, 2] : null;
}

/** The measure of a quota, or null if it counts seats. */
export function measureOf(quota, body) {
  const base = quota.base.replace(/ (present|cast)$/, '');
  const measures = body.entries[0]?.weights.map((w) => w.measure) ?? [];
  if (quota.base === 'votes cast')
    return measures.includes('votes') ? 'votes' : null;
  return measures.includes(base) ? base : null;
}

/** The weight of one seat of a player. */
function weightOf(body, player, measure) {
  if (measure === null)
    return {n: 1n, d: 1n};
  const entry = body.entries.find((e) => e.player === player);
  return ratio(entry?.weights.find((w) => w.measure === measure)?.value ?? '0');
}

/** Who is counted: all, or those of a group, party or member. */
function within(quota, body, player) {
  if (!quota.in || quota.in === player)
    return true;
  return body.groups.find((g) => g.name === quota.in)
    ?.players.includes(player) ?? false;
}

function isShare({text}) {
  const [, amount] = /^(?:at least|more than|at most|fewer than) (\S+)/
    .exec(text) ?? [];
  return amount === undefined || /[%/]|^half$/.test(amount);
}

/** Parts of a ruler: [{player, seats by ballot as exact weights}]. */
export function partsOf(quota, body, {voters, of}) {
  const measure = measureOf(quota, body);
  return voters.filter((v) => !v.outsider && within(quota, body, v.player))
    .map(({player}) => {
      const weight = weightOf(body, player, measure);
      return {player, ballots: of[player].map((n) => times(weight, n))};
    });
}

function add(parts, kinds) {
  let sum = ZERO;
  for (const {ballots} of parts)
    for (const kind of kinds)
      sum = plus(sum, ballots[kind]);
  return sum;
}

/** The smallest whole amount that is enough; the bound itself where units are
    not whole. */
function wholeNeed(quota, bound) {
  if (quota.required === null)
    return bound;
  const floor = bound.n / bound.d;
  const exact = floor * bound.d === bound.n;
  switch (quota.compare) {
    case 'at least': return {n: exact ? floor : floor + 1n, d: 1n};
    case 'more than': return {n: floor + 1n, d: 1n};
    case 'at most': return {n: floor, d: 1n};
    default: return {n: exact ? floor - 1n : floor, d: 1n};
  }
}

/**
 * How a quota stands: total (with all present), base and need as they are now,
 * have; enough; gap and spare as exact texts.
 */
export function standing(quota, parts) {
  const total = ratio(quota.total), kinds = baseKinds(quota.base);
  const base = kinds ? add(parts, kinds) : total;
  const have = add(parts, COUNTED[quota.direction]);
  let bound = ratio(quota.bound);
  if (kinds && isShare(quota) && total.n !== 0n)
    bound = {n: bound.n * base.n * total.d, d: bound.d * base.d * total.n};
  const order = compare(have, bound);
  const enough = {'at least': order >= 0 && base.n > 0n,
    'more than': order > 0, 'at most': order <= 0,
    'fewer than': order < 0 || base.n === 0n}[quota.compare];
  const need = wholeNeed(quota, bound);
  const gap = {n: need.n * have.d - have.n * need.d, d: need.d * have.d};
  const missing = gap.n > 0n ? gap : {n: -gap.n, d: gap.d};
  return {total, base, have, need, enough, gap: textOf(missing),
    at: share(need, total), upper: /^(at most|fewer)/.test(quota.compare)};
}

/** "2/3" of "at least 2/3 of seats", "" where the amount is the number. */
export function amountOf({text}) {
  const [, amount] = /^(?:at least|more than|at most|fewer than) (\S+)/
    .exec(text) ?? [];
  if (amount === undefined)
    return /^all/.test(text) ? text.replace(/ of .*/, '') : '';
  const strict = text.startsWith('more than');
  return /[%/]|half/.test(amount) ? (strict ? `over ${amount}` : amount) : '';
}

/** Quotas of all readings, equal ones once: [{quota, whens}]. */
export function quotasOf(needs) {
  const found = new Map();
  for (const {when, quotas} of needs.cases)
    for (const quota of quotas) {
      const key = JSON.stringify([quota.text, quota.in, quota.bound]);
      if (!found.has(key))
        found.set(key, {quota, whens: []});
      found.get(key).whens.push(when);
    }
  return [...found.values()].map(({quota, whens}) =>
    ({quota, whens: whens.length === needs.cases.length ? [] : whens}));
}
