// Power indices as bars: exact fractions, one order for all indices.

import {bdi, el} from './dom.mjs';
import {compare, fraction, grouped, ratio, share} from './numbers.mjs';
import {refusal} from './coalitions.mjs';
import {select, whenText} from './wording.mjs';

const INDICES = [
  ['shapley', 'Shapley-Shubik'], ['banzhaf', 'Banzhaf'],
  ['banzhaf_absolute', 'Banzhaf, absolute'], ['holler', 'Holler'],
  ['deegan_packel', 'Deegan-Packel'], ['johnston', 'Johnston'],
  ['coleman_prevent', 'Coleman, to prevent'],
  ['coleman_initiate', 'Coleman, to initiate'], ['swings', 'Swings, counted'],
];
const MOST_BARS = 60;

function marks({veto, dummy, dictator}) {
  return [dictator && 'decides alone', veto && !dictator && 'can block alone',
    dummy && 'no power'].filter(Boolean).join(', ');
}

/** Of a value between two decimals the lower one. */
const least = (value) => ratio(value?.low ?? value ?? '0');

function bar({law}, row, index, longest) {
  const value = row[index];
  const wide = value === null ? 0 : share(least(value), longest) * 100;
  return el('tr', null,
    el('th', {scope: 'row'}, bdi(law.label(row.player)),
      row.count > 1 && ` (each of ${row.count} seats)`),
    el('td', {class: 'bar-cell'}, el('span', {class: 'bar',
      'aria-hidden': 'true',
      style: `--party:${law.colour(row.player)};width:${wide}%`})),
    el('td', {class: 'number'}, index === 'swings' && value !== null
      ? grouped(value) : fraction(value)),
    el('td', {class: 'soft'}, marks(row)));
}

function caseNodes(view, one, index) {
  const {law} = view;
  const known = (row) => least(row.shapley ?? row.banzhaf ?? row.swings);
  const rows = [...one.indices].sort((a, b) => compare(known(b), known(a)));
  const longest = rows.reduce((most, row) => row[index] === null ? most
    : compare(least(row[index]), most) > 0 ? least(row[index]) : most,
  {n: 0n, d: 1n});
  const [, label] = INDICES.find(([key]) => key === index);
  if (!rows.length)
    return el('p', null, one.when.length ? whenText(law, one.when) + ': ' : '',
      'nobody’s ballot matters any more.');
  return el('table', {class: 'power', 'data-csv': 'power'},
    el('caption', {dir: 'auto'}, one.when.length
      ? `${label}, ${whenText(law, one.when)}` : label),
    el('thead', null, el('tr', null, ['Player', 'Bar', 'Exact', 'Notes']
      .map((h) => el('th', {scope: 'col'}, h)))),
    el('tbody', null, rows.slice(0, MOST_BARS).map((row) =>
      bar(view, row, index, longest))));
}

function totals(one, exact) {
  const number = (text) => text === null ? 'too many to count' : grouped(text);
  return el('p', {class: 'soft'}, `Of ${number(one.coalitions)} coalitions ` +
    `${number(one.winning)} can bring it about; smallest ones: ` +
    `${number(one.minimal_winning)}. ` +
    (exact ? 'Exact.' : one.bounds ? 'Between decimals that are proved.'
      : 'What would take too long was left out.'));
}

/** Bars of the picked thing under every reading. */
export function powerNodes(view) {
  const {answers, actions} = view;
  const {index} = INDICES.some(([key]) => key === view.settings.index)
    ? view.settings : {index: INDICES[0][0]};
  const menu = select('Index', INDICES, index, (chosen) => actions.set({index: chosen}));
  const power = answers.power;
  if (!power)
    return [menu, el('p', {class: 'soft'}, 'Counting …')];
  if (!power.json?.cases)
    return [menu, refusal(power)];
  return [menu, ...power.json.cases.map((one) => el('div', {class: 'scroll',
    tabindex: '0', role: 'group', 'aria-label': 'Power'},
  caseNodes(view, one, index),
  one.indices.length > 0 && totals(one, power.json.exact)))];
}
