// What if: facts, readings and deeds to flip; competing readings side by side.

import {bdi, el} from './dom.mjs';
import {badge, button, named, select} from './wording.mjs';

const MOST_ROWS = 12, MOST_CHIPS = 3, NARROW = 600;

// ---- flip a fact -----------------------------------------------------------------

function switchOf(view, name, options, note) {
  const {settings, actions, law} = view;
  return el('div', {class: 'switch', 'data-key': name},
    el('label', {class: 'field'}, el('span', {dir: 'auto'}, named(law, name)),
      el('select', {value: settings.suppose[name] ?? '',
        onchange: (e) => actions.suppose(name, e.target.value)},
      [['', `as in the model${note ? `: ${note}` : ''}`], ...options]
        .map(([key, text]) => el('option', {value: key,
          selected: key === (settings.suppose[name] ?? '')}, text)))));
}

function factSwitch(view, fact) {
  if (fact.options.length)
    return switchOf(view, fact.name, fact.options.map((o) => [o.name,
      o.title ? `${o.name}: ${o.title}` : o.name]), 'open');
  return switchOf(view, fact.name, [['yes', 'it holds'],
    ['no', 'it does not hold']],
  {true: 'holds', false: 'does not hold'}[fact.state] ?? '');
}

/** What people and courts do, as far as the picked thing depends on it. */
function deeds(law, names) {
  return [...new Set(names.flatMap((n) => law.reach(n)))]
    .map((n) => law.acts.get(n)).filter((act) => act && !act.body ||
      act?.step);
}

function deedSwitch(view, act) {
  const status = view.answers.status?.get(act.name)?.status;
  const words = {certain: 'happened', impossible: 'did not happen',
    open: 'open'};
  return switchOf(view, act.name, [['yes', 'it happens'],
    ['no', 'it does not happen']], words[status]);
}

/** Selects for all that the picked thing depends on besides ballots. */
export function whatIfNodes(view) {
  const {law, settings, actions} = view;
  const names = [settings.pick];
  const facts = law.readings(names), acts = deeds(law, names);
  const changed = Object.keys(settings.suppose).length;
  return [
    el('p', {class: 'soft'}, 'Change one, and everything on this page is ' +
      'answered anew.'),
    ...facts.map((fact) => factSwitch(view, fact)),
    ...acts.slice(0, 40).map((act) => deedSwitch(view, act)),
    !facts.length && !acts.length &&
      el('p', null, 'It depends on ballots alone.'),
    changed > 0 && el('p', null, button('As in the model',
      () => actions.set({suppose: {}}))),
  ];
}

// ---- side by side ------------------------------------------------------------------

/** The fact to compare: the chosen one, else the first that matters. */
export function comparedFact({law, settings}) {
  const facts = law.readings(law.subjects()).filter((f) =>
    f.options.length || f.state === 'unknown' || f.state === 'chance');
  return facts.find((f) => f.name === settings.each) ?? facts[0] ?? null;
}

function coalitionText(list, total) {
  if (list === null)
    return total === null ? 'very many' : `${total} coalitions`;
  if (!list.length)
    return 'nobody';
  if (!list[0].length)
    return 'settled already';
  const some = [...list].sort((a, b) => a.length - b.length)
    .slice(0, MOST_CHIPS).map((members) => members.join(' + '));
  return some.join('; or ') +
    (list.length > MOST_CHIPS ? `; ${list.length} in all` : '');
}

/** Cases of an answer to who, joined where further facts matter too. */
function whoText(view, answer, key) {
  const cases = answer?.cases;
  if (!cases)
    return answer ? 'not well defined' : '…';
  const texts = cases.map((c) => coalitionText(c[key], c[`${key}_total`]));
  return new Set(texts).size === 1 ? texts[0]
    : 'depends on further facts';
}

function cell(view, status, who) {
  const subject = status?.subjects?.[0];
  return el('td', null,
    el('p', null, subject ? badge(subject.result && subject.status !== 'open'
      ? subject.result : subject.status) : '…'),
    el('p', null, el('span', {class: 'soft'}, 'brought about by: '),
      bdi(whoText(view, who, 'force'))),
    el('p', null, el('span', {class: 'soft'}, 'stopped by: '),
      bdi(whoText(view, who, 'block'))));
}

/** The names compared: what can be asked for. */
export function comparedNames({law, settings}) {
  const names = law.subjects().slice(0, MOST_ROWS);
  return names.includes(settings.pick) ? names : [settings.pick, ...names];
}

/** A table: rows are outcomes and acts, columns the readings. */
export function readingNodes(view) {
  const {law, answers, actions} = view, fact = comparedFact(view);
  if (!fact)
    return [el('p', null, 'Nothing here is read in more than one way.')];
  const narrow = window.innerWidth < NARROW; // names then stand above
  const facts = law.readings(law.subjects());
  const values = fact.options.length ? fact.options.map((o) => o.name)
    : [true, false];
  const head = (value) => value === true ? 'it holds'
    : value === false ? 'it does not hold'
      : [bdi(value), law.optionLabel(fact.name, value) !== value &&
        el('span', {class: 'soft'}, ': ', bdi(law.optionLabel(fact.name, value)))];
  const one = (answer, i) => answer?.json?.cases?.[i]?.answer;
  return [
    facts.length > 1 && select('Compare by', facts.map((f) => [f.name,
      law.label(f.name)]), fact.name, (each) => actions.set({each})),
    el('div', {class: 'scroll', tabindex: '0', role: 'group',
      'aria-label': 'Readings side by side'},
    el('table', {class: 'readings', 'data-csv': 'readings'},
      el('caption', {dir: 'auto'}, named(law, fact.name)),
      el('thead', null, el('tr', null, !narrow && el('th', {scope: 'col'},
        'Question'),
      values.map((v) => el('th', {scope: 'col', dir: 'auto'}, head(v))))),
      comparedNames(view).map((name) => {
        const cells = values.map((_, i) => cell(view,
          one(answers.eachStatus?.get(name), i),
          one(answers.eachWho?.get(name), i)));
        const title = (props) => el('th', {dir: 'auto', ...props},
          named(law, name));
        return el('tbody', {'data-key': name}, narrow
          ? [el('tr', null, title({scope: 'rowgroup', colspan: values.length})),
            el('tr', null, cells)]
          : el('tr', null, title({scope: 'row'}), cells));
      }))),
  ];
}
