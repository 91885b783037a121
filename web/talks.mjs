// Who demands what, which demands clash, and the smallest ways out.

import {boxNode, highOf, wrapped} from './boxes.mjs';
import {bdi, el, morph, svg} from './dom.mjs';
import {grouped} from './numbers.mjs';
import {badge, button, proseNodes} from './wording.mjs';

const GAP = 10, STACKED = 600;
const shown = new Map(); // talks and goal -> {clash, out}
let goals = new Map(); // talks -> index of the goal looked at

/** A statement with titles in the place of names. */
function inWords(law, talks, text) {
  return text.replace(/[^\s()]+/g, (word) => {
    const title = talks.points.find((p) => p.name === word)?.title ??
      law.facts.get(word)?.title ?? law.acts.get(word)?.title ??
      law.outcomes.get(word)?.title;
    return title ? `“${title}”` : word;
  });
}

function statements(law, talks) {
  return talks.lines.filter((line) => line.name).map((line) => ({...line,
    words: inWords(law, talks, line.text),
    verb: {demands: 'demands', holds: 'claims', given: 'given'}[line.kind]}));
}

/** Places of boxes: two columns, or one below the other on a phone. */
function layout(talks, list, width) {
  const stacked = width < STACKED || talks.between.length !== 2;
  const columns = stacked ? 1 : 2;
  const wide = stacked ? width - 34 : (width - 120) / 2;
  const y = [0, 0], places = new Map(), heads = [];
  const place = (line, column) => {
    const lines = [...wrapped(`${line.label ?? line.name} (${line.verb})`, wide),
      ...wrapped(line.words, wide)];
    const bold = wrapped(`${line.label ?? line.name} (${line.verb})`, wide).length;
    places.set(line.name, {x: column ? width - wide : 0, y: y[column],
      width: wide, lines, bold, high: highOf(lines), side: column});
    y[column] += highOf(lines) + GAP;
  };
  talks.between.forEach((side, i) => {
    const column = columns === 2 ? i : 0;
    heads.push({side, x: column ? width - wide : 0, y: y[column] + 15});
    y[column] += 26;
    list.filter((l) => l.side === side).forEach((l) => place(l, column));
  });
  const below = Math.max(...y);
  return {places, heads, high: below, stacked, width};
}

/** A clash: spokes to a hub in the middle, or to a bar at the side. */
function clashNodes(clash, {places, stacked, width}) {
  const boxes = clash.map((name) => places.get(name)).filter(Boolean);
  if (!boxes.length)
    return [];
  const mid = boxes.reduce((s, b) => s + b.y + b.high / 2, 0) / boxes.length;
  const x = stacked ? width - 14 : width / 2;
  const spokes = boxes.map((b) => {
    const from = b.side ? b.x : b.x + b.width, y = b.y + b.high / 2;
    return svg('path', {class: 'clash', d: stacked
      ? `M${from} ${y}H${x}V${mid}` : `M${from} ${y}L${x} ${mid}`});
  });
  return [spokes, svg('circle', {class: 'hub', cx: x, cy: mid, r: 12}),
    svg('text', {class: 'hub', x, y: mid + 5, 'text-anchor': 'middle'}, '✗')];
}

function picture({law}, talks, goal, state, width) {
  const list = statements(law, talks).filter((l) => l.kind !== 'given');
  const plan = layout(talks, list, width);
  const clash = goal.clashes?.[state.clash] ?? [];
  const out = goal.concessions?.[state.out] ?? [];
  const resolved = clash.some((name) => out.includes(name));
  const id = `talks-${talks.name}`;
  const kindOf = (name) => (out.includes(name) ? 'out '
    : clash.includes(name) && !resolved ? 'in-clash ' : '');
  return svg('svg', {class: 'picture talks', role: 'img', width,
    height: plan.high, viewBox: `0 0 ${width} ${plan.high}`,
    'aria-labelledby': `${id}t ${id}d`},
  svg('title', {id: `${id}t`}, `${talks.title ?? talks.name}: demands`),
  svg('desc', {id: `${id}d`}, clash.length
    ? `Clash between ${clash.join(' and ')}.` : 'No clash.'),
  resolved ? [] : clashNodes(clash, plan),
  plan.heads.map(({side, x, y}) => svg('text', {class: 'side', x, y},
    law.label(side))),
  list.map((line) => {
    const place = plan.places.get(line.name);
    return place && boxNode({...place, kind: kindOf(line.name),
      title: `${line.name}: ${line.text}`,
      lines: out.includes(line.name) ? [place.lines[0] + ' – given up',
        ...place.lines.slice(1)] : place.lines});
  }));
}

function goalWord(goal, i) {
  return goal.label ?? `goal ${i + 1}`;
}

function goalChoice(talks, at, redraw) {
  return talks.goals.length > 1 && el('fieldset', {class: 'choice'},
    el('legend', null, 'Goal'), talks.goals.map((goal, i) => el('label', null,
      el('input', {type: 'radio', name: `goal-${talks.name}`, checked: i === at,
        onchange: () => {
          goals.set(talks.name, i);
          redraw();
        }}), bdi(goalWord(goal, i)))));
}

function clashStepper(goal, state, redraw) {
  const n = goal.clashes?.length ?? 0;
  const step = (by) => () => {
    state.clash = (state.clash + by + n) % n;
    redraw();
  };
  return n > 0 && el('p', {class: 'buttons'},
    button('◀ Previous clash', step(-1), {disabled: n < 2}),
    el('span', {role: 'status'}, `Clash ${state.clash + 1} of ${n}: ` +
      (goal.clashes[state.clash].join(' and ') || 'what is given') +
      ' cannot stand together.'),
    button('Next clash ▶', step(1), {disabled: n < 2}));
}

function waysOut(goal, state, redraw) {
  return goal.concessions?.length > 0 && [el('h4', null, 'Smallest ways out'),
    el('ul', {class: 'chips'}, goal.concessions.slice(0, 30).map((names, i) =>
      el('li', null, button(`give up ${names.join(' and ')}`, () => {
        state.out = state.out === i ? null : i;
        redraw();
      }, {class: 'chip', 'aria-pressed': String(state.out === i)}))))];
}

/** On paper, where nobody can turn from clash to clash: all of them. */
function clashList(goal) {
  return goal.clashes?.length > 0 && el('ul', {class: 'on-paper'},
    goal.clashes.slice(0, 12).map((names) => el('li', null,
      `${names.join(' and ')} cannot stand together`)));
}

function bestNodes(goal) {
  return goal.best?.length > 0 && el('p', null, 'Best deals, in worth of the ' +
    'wishes met: ' + goal.best.slice(0, 10).map((b) => Object.entries(b)
    .map(([side, worth]) => `${side} ${grouped(worth)}`).join(', '))
    .join('; or ') + '.');
}

function givens({law}, talks) {
  const list = statements(law, talks).filter((l) => l.kind === 'given');
  return list.length > 0 && el('p', null, 'Taken as given: ', list.map((l, i) =>
    [i ? '; ' : '', bdi(l.words), l.cite.some((c) => c.status === 'illustrative')
      ? ' (illustrative)' : '']), '.');
}

function one(view, deal, redraw) {
  const {law} = view, talks = law.talks.get(deal.name);
  const at = Math.min(goals.get(deal.name) ?? 0, deal.goals.length - 1);
  const goal = deal.goals[at], key = `${deal.name}/${at}`;
  if (!shown.has(key))
    shown.set(key, {clash: 0, out: null});
  const state = shown.get(key);
  if (state.clash >= (goal.clashes?.length ?? 0))
    state.clash = 0;
  return el('div', {'data-key': deal.name, 'data-talks': deal.name},
    el('h3', {dir: 'auto'}, talks.title ?? talks.name),
    deal.goals.map((g, i) => el('p', {class: 'goal'}, bdi(goalWord(g, i)), ': ',
      badge(g.deal ? 'certain' : 'impossible',
        g.deal ? 'a deal is possible' : 'no deal'))),
    goalChoice(deal, at, redraw), clashStepper(goal, state, redraw),
    el('div', {class: 'talks-of', 'data-own': '', 'data-key': 'picture'}),
    clashList(goal), waysOut(goal, state, redraw), bestNodes(goal), givens(view, talks));
}

/** Draws all talks into `root`; what is looked at is remembered here. */
export function showTalks(view, root) {
  const {answers, law} = view, deals = answers.deal?.json?.talks;
  const redraw = () => showTalks(view, root);
  if (!deals)
    return;
  morph(root, [...deals.map((deal) => one(view, deal, redraw)),
    el('details', null, el('summary', null, 'In words, with sources'),
      answers.dealText ? proseNodes(answers.dealText.text) : '…')]);
  for (const deal of deals) {
    const part = [...root.querySelectorAll('[data-talks]')]
      .find((n) => n.getAttribute('data-talks') === deal.name);
    const own = part.querySelector('.talks-of');
    const at = Math.min(goals.get(deal.name) ?? 0, deal.goals.length - 1);
    morph(own, [picture(view, law.talks.get(deal.name), deal.goals[at],
      shown.get(`${deal.name}/${at}`), Math.max(260, own.clientWidth))]);
  }
}
