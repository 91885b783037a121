// Pictures of the bodies that decide, with the ballots that the reader moves.

import {BALLOTS, all, ballotsOf, moved, sumOf} from './ballots.mjs';
import {bdi, el, lazy, morph} from './dom.mjs';
import {Hemicycle} from './hemicycle.mjs';
import {counted, grouped, textOf} from './numbers.mjs';
import {ruler, verdictOf} from './ruler.mjs';
import {amountOf, measureOf, partsOf, quotasOf, standing} from
  './thresholds.mjs';
import {badge, button, named, whenText} from './wording.mjs';

const MOST_PARTS = 6, MOST_ROWS = 400;
const LABELS = ['Yes', 'No', 'Abstain', 'Absent'];
const NARROW = 360;

const pictures = new Map(); // act -> Hemicycle

/** Acts by bodies that belong to what is picked. */
export function partNames(law, pick) {
  return law.bodyActs(pick).slice(0, MOST_PARTS).map((act) => act.name);
}

/** The ballots of an act as they stand on the page. */
export function ballots({law, settings, answers}, act) {
  const needs = answers.needs?.get(act)?.json;
  if (!needs?.cases?.length || !needs.cases[0].players?.length)
    return null;
  return ballotsOf(law, needs, answers.timeline?.json, settings.votes[act]);
}

// ---- controls ----------------------------------------------------------------

function swatch(law, player) {
  return el('span', {class: 'swatch', 'aria-hidden': 'true',
    style: `--party:${law.colour(player)}`});
}

function stepKey(event, value, set) {
  const step = {PageUp: 10, PageDown: -10}[event.key];
  if (step) {
    event.preventDefault();
    set(value + step);
  }
}

/** Seats of a party: a number and a slider for each ballot. */
function partyRow({law, actions}, act, {player, seats}, now) {
  const set = (kind) => (value) => actions.vote(act, player,
    moved(now, kind, value), `${act} ${player} ${kind}`);
  const press = (kind) => button(`All ${BALLOTS[kind]}`,
    () => actions.vote(act, player, all(now, kind)),
    {class: 'small', 'aria-label': `${player}: all ${BALLOTS[kind]}`});
  return el('div', {class: 'ballots', role: 'group',
    'aria-label': `${player}, ${counted(seats, 'seat', 'seats')}`},
  el('div', {class: 'voter'}, swatch(law, player), named(law, player), ' ',
    el('span', {class: 'soft'}, counted(seats, 'seat', 'seats')),
    el('span', {class: 'presses'}, press(0), press(1), press(3))),
  LABELS.map((label, kind) => el('div', {class: `ballot k${kind}`},
    el('span', {'aria-hidden': 'true'}, label),
    el('input', {type: 'number', min: 0, max: seats, step: 1,
      value: now[kind], 'aria-label': `${player} ${BALLOTS[kind]}, number`,
      oninput: (e) => e.target.value !== '' && set(kind)(+e.target.value)}),
    el('input', {type: 'range', min: 0, max: seats, step: 1,
      value: now[kind], 'aria-label': `${player} ${BALLOTS[kind]}`,
      oninput: (e) => set(kind)(+e.target.value),
      onkeydown: (e) => stepKey(e, now[kind], set(kind))}))));
}

/** One seat: one of four. */
function memberRow({law, actions}, act, {player, outsider}, now, weight) {
  const name = `b-${act}-${player}`;
  return el('fieldset', {class: 'member'},
    el('legend', null, swatch(law, player), bdi(law.label(player)),
      weight && el('span', {class: 'soft'}, ` ${weight}`),
      outsider && el('span', {class: 'soft'}, ' counts in no total')),
    LABELS.map((label, kind) => el('label', {class: `pill k${kind}`},
      el('input', {type: 'radio', name, checked: now[kind] === 1,
        onchange: () => actions.vote(act, player, all(now, kind))}),
      label)));
}

function weightText(body, player) {
  const entry = body.entries.find((e) => e.player === player);
  return entry?.weights.map((w) => `${w.measure} ${grouped(w.value)}`)
    .join(', ');
}

function everybody({actions}, act, state, kind) {
  return button(`Everybody ${BALLOTS[kind]}`, () => actions.votes(act,
    Object.fromEntries(state.voters.map((v) =>
      [v.player, all(state.of[v.player], kind)]))), {class: 'small'});
}

/** As few further seats as are missing: from those with most seats to give. */
function filled(state, missing) {
  const of = {...state.of};
  const givers = state.voters.filter((v) => !v.outsider)
    .sort((a, b) => b.seats - of[b.player][0] - (a.seats - of[a.player][0]));
  for (const {player, seats} of givers) {
    const more = Math.min(missing, seats - of[player][0]);
    of[player] = moved(of[player], 0, of[player][0] + more);
    missing -= more;
  }
  return of;
}

function fillButton(view, act, state) {
  return button('Add what is missing', () => {
    // The engine's number: rules can ask for more than a count of seats.
    const cases = view.again().answers.voted?.get(act)?.json?.cases ?? [];
    const missing = Math.max(0, ...cases.map((c) => Number(c.missing ?? 0)));
    if (missing)
      view.actions.votes(act, filled(state, missing));
  }, {class: 'small'});
}

const ORIGINS = {
  recorded: 'As recorded in the model. Move them to try something else.',
  chosen: 'Your ballots.',
  tried: 'No vote is recorded: these are a try. Move them.',
};

function controls(view, act, body, state) {
  const {settings, actions} = view;
  return el('details', {class: 'controls', open: state.voters.length <= 16},
    el('summary', null, 'Ballots'),
    el('p', {class: 'soft'}, ORIGINS[state.origin]),
    el('p', {class: 'buttons'},
      everybody(view, act, state, 0), everybody(view, act, state, 1),
      act === settings.pick && fillButton(view, act, state),
      settings.votes[act] && button('As in the model',
        () => actions.votes(act, null), {class: 'small'})),
    el('div', {class: state.voters.length > 16 ? 'many' : null},
      state.voters.slice(0, MOST_ROWS).map((voter) => {
        const now = state.of[voter.player];
        return lazy(voter.player, `${act} ${now}`, () => voter.seats > 1
          ? partyRow(view, act, voter, now)
          : memberRow(view, act, voter, now, weightText(body, voter.player)));
      })),
    state.voters.length > MOST_ROWS && el('p', {class: 'soft'},
      `Only ${MOST_ROWS} of ${state.voters.length} voters are listed.`));
}

// ---- pictures ------------------------------------------------------------------

/** Quotas with how they stand: [{quota, whens, parts, s}]. */
function standings(needs, body, state) {
  return quotasOf(needs).map(({quota, whens}) => {
    const parts = partsOf(quota, body, state);
    return {quota, whens, parts, s: standing(quota, parts)};
  });
}

function captionOf(law, {quota, whens}) {
  return whens.length
    ? `${quota.text}, ${whens.map((w) => whenText(law, w)).join(', or ')}`
    : quota.text;
}

function tickLabel({quota, s}) {
  const amount = amountOf(quota);
  return grouped(textOf(s.need)) + (amount && `: ${amount}`);
}

/** Thresholds that count seats, equal ones once. */
function marksOf(rows, body) {
  const marks = new Map();
  for (const {quota, s} of rows)
    if (!measureOf(quota, body) && !quota.in && quota.direction === 'yes' &&
        /^(at least|more)/.test(quota.compare))
      marks.set(textOf(s.need), {seats: Number(s.need.n / s.need.d),
        label: tickLabel({quota, s}), reached: s.enough});
  return [...marks.values()].sort((a, b) => a.seats - b.seats);
}

function arcWords(law, act, state, rows, total) {
  const [yes, no, abstain, absent] = sumOf(state);
  return {
    under: `of ${grouped(total)} say yes`,
    title: `${law.label(act.name)}: ${counted(total, 'seat', 'seats')}`,
    description: `${yes} yes, ${no} no, ${abstain} abstaining, ${absent} ` +
      'absent. ' + rows.map(({quota, s}) =>
      `${quota.text}: ${grouped(textOf(s.need))} needed, ${verdictOf(s)}.`)
      .join(' '),
  };
}

/** Draws the pictures of one act; they own what is in their containers. */
function draw(view, name, root) {
  const {law, settings, answers} = view;
  const act = law.acts.get(name), body = law.bodies.get(act.body);
  const needs = answers.needs.get(name).json, state = ballots(view, name);
  const rows = standings(needs, body, state);
  const colour = (player) => law.colour(player);
  const vacant = Number(needs.cases[0].vacant);
  const arc = root.querySelector('.arc-of');
  if (arc) {
    if (!pictures.has(name) || !arc.firstChild)
      pictures.set(name, new Hemicycle(arc));
    const total = state.voters.reduce(
      (sum, v) => sum + (v.outsider ? 0 : v.seats), vacant);
    pictures.get(name).show({ballots: state, vacant, colour,
      marks: marksOf(rows, body), byParty: settings.view === 'party',
      words: arcWords(law, act, state, rows, total)});
  }
  const rulers = root.querySelector('.rulers-of');
  const {width} = view;
  morph(rulers, rows.map((row) => ruler({...row, colour, width,
    caption: captionOf(law, row), label: tickLabel(row),
    vacant: row.quota.base === 'seats' ? vacant : 0})));
}

function viewChoice({settings, actions}) {
  return el('fieldset', {class: 'choice'}, el('legend', null, 'Seats'),
    [['vote', 'by vote'], ['party', 'by party']].map(([key, text]) =>
      el('label', null, el('input', {type: 'radio', name: 'view',
        checked: settings.view === key,
        onchange: () => actions.set({view: key})}), text)));
}

const KEY = [['k0', 'yes'], ['k2', 'abstains'], ['k1', 'no'], ['k3', 'absent'],
  ['k1 missing', 'missing']];

function legend() {
  return el('p', {class: 'legend'}, KEY.map(([kind, word]) => el('span', null,
    el('span', {class: `dot ${kind}`, 'aria-hidden': 'true'}), word)));
}

/** A table with the numbers of the pictures. */
function numbers(law, state, rows) {
  return el('details', null, el('summary', null, 'As a table'),
    el('table', {class: 'numbers', 'data-csv': 'ballots'},
      el('caption', null, 'Ballots in seats'),
      el('thead', null, el('tr', null, ['Voter', ...LABELS].map((h) =>
        el('th', {scope: 'col'}, h)))),
      el('tbody', null, state.voters.slice(0, MOST_ROWS).map(({player}) =>
        el('tr', null,
        el('th', {scope: 'row'}, bdi(player)),
        state.of[player].map((n) => el('td', null, grouped(n))))))),
    el('table', {class: 'numbers', 'data-csv': 'conditions'},
      el('caption', null, 'Conditions'),
      el('thead', null, el('tr', null, ['Condition', 'of', 'needed', 'has',
        'so'].map((h) => el('th', {scope: 'col'}, h)))),
      el('tbody', null, rows.map((row) => el('tr', null,
        el('th', {scope: 'row', dir: 'auto'}, captionOf(law, row)),
        [row.s.base, row.s.need, row.s.have].map((n) =>
          el('td', null, grouped(textOf(n)))),
        el('td', null, verdictOf(row.s)))))));
}

// ---- a nested body: its members vote as other things do ------------------------

function nestedNodes({law, answers}, body) {
  return el('ul', {class: 'nested'}, body.entries.map((entry) => {
    const status = answers.status?.get(entry.as)?.status ?? 'open';
    const word = {certain: 'yes', impossible: 'no', open: 'not settled'}[status];
    return el('li', null, swatch(law, entry.player), bdi(law.label(entry.player)),
      ' votes as ', bdi(entry.as), ' does: ', badge(status, word),
      el('span', {class: 'soft'}, ' ', entry.weights.map((w) =>
        `${w.measure} ${grouped(w.value)}`).join(', ')));
  }));
}

/** Thresholds of a nested body: who has said yes so far. */
function nestedState(law, answers, body) {
  const voters = body.entries.map((e) => ({player: e.player, seats: 1}));
  const kinds = {certain: 0, impossible: 1};
  const of = Object.fromEntries(body.entries.map((e) => [e.player,
    [0, 1, 2, 3].map((k) =>
      +(k === (kinds[answers.status?.get(e.as)?.status] ?? 3)))]));
  return {voters, of};
}

function nestedRulers({law, answers, width}, needs, body) {
  const state = nestedState(law, answers, body);
  return standings(needs, body, state).map((row) => ruler({...row,
    colour: (player) => law.colour(player), width,
    caption: captionOf(law, row), label: tickLabel(row), vacant: 0}));
}

// ---- all of them ---------------------------------------------------------------

function partNodes(view, name, alone) {
  const {law, answers} = view;
  const act = law.acts.get(name), body = law.bodies.get(act.body);
  const needs = answers.needs?.get(name)?.json;
  const state = ballots(view, name);
  const measured = body.entries[0]?.weights.length > 0;
  const head = el('h3', {dir: 'auto'}, named(law, name), ' ',
    el('span', {class: 'soft'}, 'by ', bdi(law.label(act.body))));
  if (body.nested)
    return el('div', {class: 'part', 'data-key': name}, head,
      nestedNodes(view, body), needs?.cases && nestedRulers(view, needs, body));
  if (!state)
    return el('div', {class: 'part', 'data-key': name}, head);
  return el('div', {class: 'part', 'data-key': name, 'data-act': name}, head,
    state.origin === 'tried' && name !== view.settings.pick && el('p',
      {class: 'soft'}, 'No vote is recorded: this is only a try, and the answer ' +
      'above does not count it before you move a ballot.'),
    !measured && [legend(), el('div',
      {class: 'arc-of', 'data-own': '', 'data-key': 'arc'})],
    el('div', {class: 'rulers-of', 'data-own': '', 'data-key': 'rulers'}),
    controls(view, name, body, state),
    alone && numbers(law, state, standings(needs, body, state)));
}

/** Draws all parts into `root`. */
export function showParts(view, root) {
  const names = partNames(view.law, view.settings.pick);
  view.width = Math.max(200, root.clientWidth || NARROW);
  if (!view.answers.needs)
    return;
  morph(root, [
    names.some((n) => !view.law.bodies.get(view.law.acts.get(n).body)
      .entries[0]?.weights.length) && viewChoice(view),
    ...names.map((name) => partNodes(view, name, names.length <= 3)),
    !names.length && el('p', {class: 'soft'},
      'No body votes on this: it depends on facts and on what people do.')]);
  for (const part of root.querySelectorAll('[data-act]'))
    draw(view, part.getAttribute('data-act'), part);
}
