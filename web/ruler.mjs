// One quota on a straight scale: exact where an arc is only approximate, and
// fit for weights.

import {el, svg} from './dom.mjs';
import {compare, grouped, plus, share, textOf} from './numbers.mjs';
import {isolated} from './wording.mjs';

const ORDER = [0, 2, 1, 3];
const WORDS = ['yes', 'no', 'abstaining', 'absent'];
const HIGH = 26, TOP = 24, MOST_PARTS = 400;
let made = 0;

/** Of very many voters only the sums are drawn. */
function drawn(parts) {
  if (parts.length <= MOST_PARTS)
    return parts;
  const sum = (kind) => parts.reduce((s, p) => plus(s, p.ballots[kind]),
    {n: 0n, d: 1n});
  return [{player: '', ballots: [0, 1, 2, 3].map(sum)}];
}

/** Segments from the left: yes first, the largest first among equals. */
function segments(all, total, vacant) {
  const found = [], parts = drawn(all);
  for (const kind of ORDER) {
    const some = parts.filter((p) => p.ballots[kind].n > 0n)
      .map((p) => ({player: p.player, kind, value: p.ballots[kind]}));
    found.push(...some.sort((a, b) => compare(b.value, a.value)));
  }
  if (vacant)
    found.push({player: null, kind: 4, value: {n: BigInt(vacant), d: 1n}});
  let at = {n: 0n, d: 1n};
  for (const segment of found) {
    segment.from = share(at, total);
    at = plus(at, segment.value);
    segment.to = share(at, total);
  }
  return found;
}

function segmentNodes(list, width, colour) {
  return list.map(({player, kind, value, from, to}) => {
    const x = from * width, w = Math.max(0.5, (to - from) * width - 1);
    const name = player ?? 'vacant', fits = name.length * 7.5 + 6 < w;
    const rect = svg('rect', {class: `part k${kind}`, x: x.toFixed(1), y: TOP,
      width: w.toFixed(1), height: HIGH},
    svg('title', null, `${name}: ${grouped(textOf(value))} ` +
      (player === null ? '' : WORDS[kind])));
    rect.style.setProperty('--party', player === null ? 'none' : colour(player));
    return [rect, fits && svg('text', {class: 'inside',
      x: (x + w / 2).toFixed(1), y: TOP + HIGH / 2 + 4,
      'text-anchor': 'middle'}, name)];
  });
}

/** "14 missing", "6 to spare", "2 too many". */
export function verdictOf({enough, gap, upper}) {
  const amount = grouped(gap);
  if (upper)
    return enough ? `room for ${amount} more` : `${amount} too many`;
  if (!enough)
    return gap === '0' ? 'not enough' : `${amount} missing`;
  return gap === '0' ? 'just enough' : `${amount} to spare`;
}

/** width: in pixels; s: what `standing` says; label: of the tick. */
export function ruler({caption, label, parts, s, vacant, width, colour}) {
  const id = `ruler${++made}`, list = segments(parts, s.total, vacant);
  const x = Math.min(width - 1, Math.max(1, s.at * width));
  const near = label.length * 7.5;
  const anchor = x + near / 2 > width ? 'end' : x < near / 2 ? 'start'
    : 'middle';
  const verdict = verdictOf(s);
  return el('figure', {class: 'ruler', 'data-key': caption},
    svg('svg', {class: 'picture', role: 'img', width, height: TOP + HIGH + 4,
      viewBox: `0 0 ${width} ${TOP + HIGH + 4}`, 'aria-labelledby': id},
    svg('title', {id}, `${caption}: ${grouped(textOf(s.have))} of ` +
      `${grouped(textOf(s.base))}, ${grouped(textOf(s.need))} needed, ${verdict}`),
    segmentNodes(list, width, colour),
    svg('line', {class: 'tick', x1: x, x2: x, y1: TOP - 6, y2: TOP + HIGH + 4}),
    svg('text', {class: 'label', x, y: TOP - 9, 'text-anchor': anchor}, label)),
    el('figcaption', null, isolated(caption), ': ',
      el('strong', null, grouped(textOf(s.have))),
      ` of ${grouped(textOf(s.base))}, `,
      el('strong', {class: s.enough ? 'good' : 'bad'},
        s.enough ? '✓ ' : '✗ ', verdict)));
}
