// Who can bring it about, who can stop it; a coalition to try.

import {bdi, el} from './dom.mjs';
import {grouped} from './numbers.mjs';
import {badge, button, isolated, whenText} from './wording.mjs';

const FIRST = 6, MOST = 200;

/** "3 of P in B" and plain names: the player of a coalition's entry. */
function playerOf(name) {
  return /^\d+ of (\S+)/.exec(name)?.[1] ?? name;
}

function swatched(law, name) {
  return el('span', {class: 'in-chip'}, el('span', {class: 'swatch',
    'aria-hidden': 'true', style: `--party:${law.colour(playerOf(name))}`}),
  bdi(name));
}

/** A coalition as a button that tries it. */
function chip(view, members, action) {
  const {law, settings, actions} = view;
  if (!members.length)
    return el('span', {class: 'chip'}, action === 'force'
      ? 'nobody needs to do anything' : 'it cannot happen anyway');
  const pressed = settings.team.length === members.length &&
    members.every((m) => settings.team.includes(playerOf(m)));
  return button('', () => actions.team(members.map(playerOf), action),
    {class: 'chip', 'aria-pressed': String(pressed)});
}

function filledChip(view, members, action) {
  const node = chip(view, members, action);
  members.forEach((name, i) =>
    node.append(i ? el('span', null, ' + ') : '', swatched(view.law, name)));
  if (members.length === 1)
    node.append(el('span', {class: 'soft'}, ' alone'));
  return node;
}

/** One kind of coalition, "any 38 of A, B, ...", from how many there are of
    each list of players who are alike. */
export function kindText(alike, counts) {
  const party = (name) => name.replace(/^\d+ of /, '');
  const parts = alike.map((names, i) => {
    const n = counts[i];
    if (n === '0')
      return null;
    const list = names.map(party).join(', ');
    const seats = names.some((name) => name !== party(name));
    if (seats)
      return `${names.length > 1 ? 'any ' : ''}${n} of the seats of ${list}`;
    return n === String(names.length) ? list : `any ${n} of ${list}`;
  });
  return parts.filter((part) => part).join('; ');
}

/** A count that may be too long to read. */
function countText(total) {
  return total.length > 24 ? `About 10^${total.length - 1}` : grouped(total);
}

/** Freed seats of several parties that are alike are told together. */
function poolsSeats(one) {
  return one.alike?.some((names) => names.length > 1 &&
    names.some((name) => name.includes(' of ')));
}

function kindNodes(one, action) {
  const kinds = one[`${action}_kinds`];
  const total = one[`${action}_total`];
  return [el('p', null, total ? `${countText(total)} coalitions:`
    : 'Coalitions:'),
    el('ul', null, kinds.slice(0, MOST).map((counts) =>
      el('li', null, isolated(kindText(one.alike, counts))))),
    kinds.length > MOST && el('p', null,
      `and ${grouped(kinds.length - MOST)} more kinds`)];
}

function chips(view, one, action) {
  const list = one[action];
  const total = one[`${action}_total`];
  if (one[`${action}_kinds`] && (list === null || poolsSeats(one)))
    return kindNodes(one, action);
  if (list === null)
    return el('p', null, total === null ? 'Too many to count.'
      : `${countText(total)} coalitions, too many to list.`);
  if (!list.length)
    return el('p', null, 'Nobody can.');
  const sorted = [...list].sort((a, b) => a.length - b.length);
  const some = (part) => el('ul', {class: 'chips'},
    part.map((members) => el('li', null, filledChip(view, members, action))));
  const rest = sorted.slice(FIRST, MOST);
  return [some(sorted.slice(0, FIRST)), rest.length > 0 && el('details', null,
    el('summary', null, `${countText(total ?? String(list.length))} in all`), some(rest),
    sorted.length > MOST && el('p', null,
      `and ${grouped(sorted.length - MOST)} more`))];
}

function caseNodes(view, one) {
  const {law} = view;
  return el('div', {class: 'case'},
    el('h3', null, one.when.length ? isolated(whenText(law, one.when))
      : 'Smallest coalitions'),
    el('h4', null, 'Can bring it about'),
    chips(view, one, 'force'),
    el('h4', null, 'Can stop it'),
    chips(view, one, 'block'));
}

/** What the engine refuses is said in its words. */
export function refusal(answer) {
  if (answer.stopped)
    return el('p', {class: 'soft'}, answer.stopped);
  const diagnostic = answer.json?.diagnostics?.find((d) =>
    /refused|error/.test(d.severity));
  return diagnostic && el('p', {class: 'soft'}, diagnostic.message + '.',
    diagnostic.help && ` ${diagnostic.help}`);
}

function teamNodes(view, players) {
  const {law, settings, answers, actions} = view;
  const can = ['force', 'block'].map((action) => answers.can?.[action]);
  const words = {yes: 'yes', no: 'no', open: 'depends on the reading'};
  const kinds = {yes: 'certain', no: 'impossible', open: 'open'};
  return el('details', {class: 'team', open: settings.team.length > 0},
    el('summary', null, 'Try a coalition'),
    el('fieldset', {class: 'many'}, el('legend', null, 'Who works together'),
      players.map((player) => el('label', {class: 'pill'},
        el('input', {type: 'checkbox', checked: settings.team.includes(player),
          onchange: (e) => actions.set({team: e.target.checked
            ? [...settings.team, player]
            : settings.team.filter((p) => p !== player)})}),
        swatched(law, player)))),
    settings.team.length > 0 && el('p', {role: 'status'},
      ['Can bring it about: ', 'Can stop it: '].map((label, i) => {
        const answer = can[i]?.json?.answer;
        return el('span', {class: 'pair'}, label,
          answer ? badge(kinds[answer] ?? 'open', words[answer] ?? answer)
            : '…', ' ');
      })));
}

const OTHERWISE = [['oppose', 'come and vote against'], ['absent', 'stay away'],
  ['worst', 'may do anything']];

/** Smallest coalitions of what is picked, one column for each reading. */
export function whoNodes(view) {
  const {settings, answers, actions, law} = view;
  const who = answers.who;
  const others = el('label', {class: 'field'}, 'All others ',
    el('select', {onchange: (e) => actions.set({otherwise: e.target.value}),
      value: settings.otherwise}, OTHERWISE.map(([key, text]) =>
      el('option', {value: key, selected: key === settings.otherwise}, text))));
  if (!who)
    return [others, el('p', {class: 'soft'}, 'Looking for coalitions …')];
  if (!who.json?.cases)
    return [others, refusal(who)];
  const fromActors = [...law.players.keys()];
  return [others, el('div', {class: 'cases'},
    who.json.cases.map((one) => caseNodes(view, one))),
  teamNodes(view, who.json.players?.length ? who.json.players : fromActors)];
}
