// Who quotes whom, how certain each claim is, and what if a source is less
// reliable.

import {boxNode, highOf, wrapped} from './boxes.mjs';
import {bdi, el, morph, svg} from './dom.mjs';
import {fraction, percent, ratio, share} from './numbers.mjs';
import {named} from './wording.mjs';

const WIDE = 150, COLUMN = 215, GAP = 14;

// ---- certainty: a shape and a word ---------------------------------------------------

function certainty({state, reports, origins}) {
  const values = new Set(origins.map((o) => o.value));
  if (state === 'true' || state === 'false')
    return ['●', state === 'true' ? 'recorded as true' : 'recorded as false',
      'good'];
  if (values.has('both') || (values.has('yes') && values.has('no')))
    return ['◐', 'disputed', 'bad'];
  if (values.has('yes'))
    return ['◑', `reported, ${sourcesText(origins)}`, 'open'];
  if (values.has('no'))
    return ['◓', `denied, ${sourcesText(origins)}`, 'bad'];
  if (state === 'chance')
    return ['◌', 'a chance', 'open'];
  return ['○', reports ? 'nobody can say' : 'not reported', 'open'];
}

function sourcesText(origins) {
  const n = origins.filter((o) => o.value !== 'none').length;
  return `${n} ${n === 1 ? 'source' : 'sources'}`;
}

function claimLabel(law, {name, option}) {
  return option ? [named(law, name), ': ', bdi(law.optionLabel(name, option))]
    : named(law, name);
}

function claimText(law, name, option) {
  return law.label(name) + (option ? `: ${law.optionLabel(name, option)}` : '');
}

// ---- the picture ---------------------------------------------------------------------

/** Sources and claims in columns, claims last: a source stands as far from
    them as its longest chain. */
function columns(law) {
  const far = new Map(), order = [];
  const see = (id, steps) => {
    if (!far.has(id))
      order.push(id);
    far.set(id, Math.max(far.get(id) ?? 0, steps));
  };
  for (const {chain, claim, option} of law.reports) {
    chain.forEach(({source}, i) => see(`s|${source}`, chain.length - i));
    see(`c|${claim}|${option ?? ''}`, 0);
  }
  const last = Math.max(0, ...far.values());
  return order.map((id) => ({id, column: last - far.get(id)}));
}

function textOfNode(law, id) {
  const [kind, name, option] = id.split('|');
  if (kind === 'c')
    return [claimText(law, name, option || null)];
  const source = law.sources.get(name);
  return [source.title ?? name, source.unnamed ? 'not named' : '',
    source.of ? `speaks for ${source.of}` : ''].filter(Boolean);
}

/** Boxes with their places. */
function placed(law) {
  const y = [], places = new Map();
  for (const {id, column} of columns(law)) {
    const texts = textOfNode(law, id), width = id[0] === 'c' ? 230 : WIDE;
    const bold = id[0] === 's' ? wrapped(texts[0], width - 14).length : 0;
    const lines = texts.flatMap((t, i) => wrapped(t, i || !bold ? width
      : width - 14));
    places.set(id, {x: column * COLUMN, y: y[column] ?? 0, width, lines,
      high: highOf(lines), bold, kind: id[0] === 'c' ? 'claim' : law.sources.get(id.slice(2)).unnamed
        ? 'source unnamed' : 'source'});
    y[column] = (y[column] ?? 0) + highOf(lines) + GAP;
  }
  return {places, high: Math.max(40, ...y.filter(Boolean))};
}

const VERB = {'says': 'says', 'denies': 'denies', 'believes': 'believes',
  'cannot say': 'cannot'};

/** Lines from each speaker to whom it quotes, and from the last to the claim. */
function edges(law, places) {
  const seen = new Map();
  for (const {chain, claim, option, not} of law.reports)
    chain.forEach(({source, verb}, i) => {
      const next = chain[i + 1];
      const to = next ? `s|${next.source}` : `c|${claim}|${option ?? ''}`;
      const kind = next ? 'says' : not ? 'denies' : VERB[verb];
      seen.set(`${source}>${to}>${kind}`, {from: `s|${source}`, to, kind});
    });
  return [...seen.values()].map(({from, to, kind}) => {
    const a = places.get(from), b = places.get(to);
    const x1 = a.x + a.width, y1 = a.y + a.high / 2, y2 = b.y + b.high / 2;
    const bend = Math.max(20, (b.x - x1) / 2);
    return svg('path', {class: `quote ${kind}`, 'marker-end': 'url(#quoted)',
      d: `M${x1} ${y1}C${x1 + bend} ${y1} ${b.x - bend} ${y2} ${b.x - 4} ${y2}`});
  });
}

function picture(law) {
  const {places, high} = placed(law);
  const width = Math.max(...[...places.values()].map((p) => p.x + p.width)) + 2;
  return svg('svg', {class: 'picture network', role: 'img', width, height: high,
    viewBox: `-1 -1 ${width + 2} ${high + 2}`, 'aria-labelledby': 'nett netd'},
  svg('title', {id: 'nett'}, 'Who quotes whom'),
  svg('desc', {id: 'netd'}, 'From the left: who reports, whom they quote, what ' +
    'is claimed. The list below says the same.'),
  svg('defs', null, svg('marker', {id: 'quoted', viewBox: '0 0 8 8', refX: 7,
    refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto',
    markerUnits: 'userSpaceOnUse'},
  svg('path', {class: 'tip', d: 'M0 0L8 4L0 8z'}))),
  edges(law, places), [...places.values()].map((p) => boxNode(p)));
}

function pictureKey() {
  return el('p', {class: 'legend'}, [['says', 'says it'], ['denies', 'denies it'],
    ['believes', 'believes it'], ['cannot', 'cannot say']].map(([kind, word]) =>
    el('span', null, svg('svg', {width: 34, height: 10, 'aria-hidden': 'true',
      class: 'picture'}, svg('path', {class: `quote ${kind}`, d: 'M0 5H34'})),
    word)));
}

// ---- claims and sources -----------------------------------------------------------------

function chainNodes(law, {chain, not}) {
  return el('li', null, chain.map(({source, verb}, i) => [
    i ? ' → ' : '', bdi(law.sources.get(source).title ?? source),
    law.sources.get(source).unnamed && el('span', {class: 'soft'},
      ' (not named)'),
    el('span', {class: 'soft'}, i === chain.length - 1 && not
      ? ` ${verb} not` : ` ${verb}`)]));
}

function before(view, claim) {
  const was = view.answers.beliefWas?.json?.claims.find((c) =>
    c.name === claim.name && c.option === claim.option);
  return was && was.posterior !== claim.posterior && el('span',
    {class: 'changed'}, ` was ${fraction(was.posterior)}`);
}

function claimNode(view, claim) {
  const {law} = view, [shape, word, kind] = certainty(claim);
  const chains = law.reports.filter((r) => r.claim === claim.name &&
    r.option === claim.option);
  const even = claim.posterior_from === 'even';
  const weighed = claim.posterior !== null && claim.factor !== '1' &&
    claim.posterior_from !== 'certain';
  return el('details', {class: 'claim', 'data-key':
    `${claim.name} ${claim.option ?? ''}`},
  el('summary', null, el('span', {dir: 'auto'}, claimLabel(law, claim)), ' ',
    el('span', {class: `badge ${kind}`}, el('span', {'aria-hidden': 'true'},
      shape + ' '), word), ' ',
    weighed && el('span', null,
      el('span', {class: 'meter', 'aria-hidden': 'true'}, el('span', {class:
        'bar', style: `width:${share(ratio(claim.posterior), {n: 1n, d: 1n}) * 100}%`})),
      ` ${percent(claim.posterior)}`, before(view, claim))),
  weighed && el('p', null,
    `Exactly ${fraction(claim.posterior)}`, even ? ', from even odds' : '',
    `. The reports multiply the odds by ${fraction(claim.factor)}`,
    claim.naive && claim.naive !== claim.posterior
      ? `; counting a common origin twice would give ${fraction(claim.naive)}` : '',
    '.'),
  claim.unweighted > 0 && el('p', {class: 'soft'}, `${claim.unweighted} of ` +
    `${claim.reports} reports carry no weight: a source has no accuracy.`),
  el('ul', null, chains.map((r) => chainNodes(law, r))));
}

function accuracyRow(view, source) {
  const {law, actions} = view, {right} = source;
  const plain = right && right.if_true === right.if_false;
  const value = right && Math.round(share(ratio(right.if_true),
    {n: 1n, d: 1n}) * 100);
  const set = (n) => Number.isFinite(n) && n >= 0 && n <= 100 &&
    actions.accuracy(source, `${Math.round(n)}%`);
  return el('tr', {'data-key': source.name},
    el('th', {scope: 'row'}, named(law, source.name)),
    el('td', {class: 'number'}, right ? plain ? fraction(right.if_true)
      : `${fraction(right.if_true)} if true, ${fraction(right.if_false)} if false`
      : 'not stated: no weight'),
    el('td', null, plain && el('span', {class: 'accuracy'},
      el('input', {type: 'range', min: 0, max: 100, value,
        'aria-label': `How often ${law.label(source.name)} is right, percent`,
        oninput: (e) => set(+e.target.value)}),
      el('input', {type: 'number', min: 0, max: 100, value,
        'aria-label': `How often ${law.label(source.name)} is right, number`,
        onchange: (e) => set(+e.target.value)}))));
}

/** The picture, the claims and the sources. */
export function showReports(view, root) {
  const {law, answers} = view, claims = answers.belief?.json?.claims;
  if (!claims)
    return;
  const told = claims.filter((c) => c.reports > 0);
  morph(root, [
    law.reports.length > 0 && [pictureKey(), el('div', {class: 'scroll',
      tabindex: '0', role: 'group', 'aria-label': 'Who quotes whom'},
    picture(law))],
    el('h3', null, 'What is claimed'),
    told.map((claim) => claimNode(view, claim)),
    claims.length > told.length && el('details', null, el('summary', null,
      `${claims.length - told.length} more that no report mentions`),
    claims.filter((c) => !c.reports).map((claim) => claimNode(view, claim))),
    law.sources.size > 0 && [
      el('h3', null, 'If a source were less reliable'),
      el('div', {class: 'scroll', tabindex: '0', role: 'group',
        'aria-label': 'Sources'},
      el('table', {class: 'sources'},
        el('caption', null, 'How often each source is right'),
        el('thead', null, el('tr', null, ['Source', 'Right', 'Try']
          .map((h) => el('th', {scope: 'col'}, h)))),
        el('tbody', null, [...law.sources.values()].map((s) =>
          accuracyRow(view, s)))))]]);
}
