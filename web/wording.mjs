// Words of the page for what the engine says; shapes so that colour is never
// alone.

import {bdi, el} from './dom.mjs';

export const STATUS = {
  certain: {word: 'certain', shape: '✓', kind: 'good'},
  impossible: {word: 'impossible', shape: '✗', kind: 'bad'},
  open: {word: 'open', shape: '○', kind: 'open'},
  passed: {word: 'passes', shape: '✓', kind: 'good'},
  rejected: {word: 'does not pass', shape: '✗', kind: 'bad'},
  'no decision': {word: 'no decision', shape: '–', kind: 'bad'},
  depends: {word: 'depends', shape: '◐', kind: 'open'},
};

/** A status as a shape and a word. */
export function badge(status, word = STATUS[status]?.word ?? status) {
  const {shape, kind} = STATUS[status] ?? STATUS.open;
  return el('span', {class: `badge ${kind}`},
    el('span', {'aria-hidden': 'true'}, shape + ' '), word);
}

/** A button. */
export function button(text, onclick, props = {}) {
  return el('button', {type: 'button', onclick, ...props}, text);
}

/** A choice among a few: a native select with its label. */
export function select(label, options, value, change, props = {}) {
  return el('label', {class: 'field', 'data-key': props['data-key']}, label, ' ',
    el('select', {onchange: (e) => change(e.target.value), ...props, value},
      options.map(([key, text]) =>
        el('option', {value: key, selected: key === value}, text))));
}

/** "Reading: immunity holds ..." of literals; "in every case" of none. */
export function whenText(law, when) {
  if (!when.length)
    return 'in every case';
  return 'if ' + when.map((literal) => literalText(law, literal)).join(' and ');
}

/** A literal in words. Names only: titles stand where they are introduced. */
export function literalText(law, {name, kind, value}) {
  switch (kind) {
    case 'choice': return `${name} is ${value}`;
    case 'fact': return value ? `${name} holds` : `${name} does not hold`;
    case 'act': return law.acts.get(name)?.body
      ? value ? `${name} passes` : `${name} does not pass`
      : value ? `${name} happens` : `${name} does not happen`;
    case 'step': return stepText(name, value);
    case 'vote': return `the vote on ${name}`;
    case 'player': return `${name} votes ${value}`;
    default: return value === false ? `not ${name}` : name;
  }
}

/** "Stop to SupremeCourt", "Stop at SupremeCourt" as sentences. */
function stepText(name, value) {
  const [, ladder, way, court] = /^(\S+) (to|at) (.+)$/.exec(name);
  if (way === 'to')
    return `${ladder} ${value ? 'goes' : 'does not go'} on to ${court}`;
  return `${court} ${value ? 'grants' : 'does not grant'} ${ladder}`;
}

/** A name with its title, each in its own direction. */
export function named(law, name) {
  const title = law.thing(name)?.title;
  return title ? [bdi(title), ' ', el('span', {class: 'soft'},
    '(', bdi(name), ')')] : bdi(name);
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July',
  'August', 'September', 'October', 'November', 'December'];

/** "26 May 2016". */
export function dateText(date) {
  const [year, month, day] = date.split('-').map(Number);
  return [day, month && MONTHS[month - 1], year].filter(Boolean).join(' ');
}

/** The dates of an event: "by 26 May 2016", "27 June to 3 July 2016". */
export function spanText({from, to, text}) {
  if (from === null)
    return `by ${dateText(to)}`;
  if (text.startsWith('since'))
    return `since ${dateText(from)}`;
  if (from === to)
    return dateText(to);
  const [a, b] = [from.split('-'), to.split('-')];
  if (a[0] !== b[0])
    return `${dateText(from)} to ${dateText(to)}`;
  return (a[1] === b[1] ? Number(a[2])
    : `${Number(a[2])} ${MONTHS[a[1] - 1]}`) + ` to ${dateText(to)}`;
}

const RTL = '[\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc]+';
const RTL_RUN = new RegExp(`${RTL}(?:[\\s_-]+${RTL})*`, 'g');

/** An English sentence as nodes: words of a script that runs the other way stand
    by themselves, so that numbers beside them keep their place. */
export function isolated(text) {
  const nodes = [];
  let from = 0;
  for (const {0: run, index} of text.matchAll(RTL_RUN)) {
    nodes.push(text.slice(from, index), bdi(run));
    from = index + run.length;
  }
  return [...nodes, text.slice(from)];
}

/** What the engine wrote as text, as paragraphs, lists and tables. */
export function prose(text) {
  return text.trimEnd().split(/\n\s*\n/).map((block) => {
    const lines = block.split('\n').filter((line) => line.trim());
    const parts = [];
    for (const line of lines) {
      const item = /^\s*- (.*)/.exec(line), last = parts.at(-1);
      if (item)
        parts.push({kind: 'li', text: item[1]});
      else if (last?.kind === 'li' && line.startsWith('  '))
        last.text += ' ' + line.trim();
      else if (/^ {2,}\S/.test(line))
        last?.kind === 'pre' ? last.text += '\n' + line
          : parts.push({kind: 'pre', text: line});
      else if (last?.kind === 'p')
        last.text += ' ' + line;
      else
        parts.push({kind: 'p', text: line});
    }
    return parts;
  });
}

/** The same as nodes. */
export function proseNodes(text) {
  const nodes = [];
  for (const parts of prose(text)) {
    let list = null;
    for (const part of parts) {
      if (part.kind === 'li') {
        list ??= nodes[nodes.push(el('ul')) - 1];
        list.append(el('li', null, isolated(part.text)));
      } else {
        list = null;
        nodes.push(part.kind === 'pre'
          ? el('pre', {tabindex: '0', class: 'scroll'}, part.text)
          : el('p', null, isolated(part.text)));
      }
    }
  }
  return nodes;
}

/** A table: head and rows of texts or nodes; the first column names the row. */
export function table(caption, head, rows, props = {}) {
  return el('div', {class: 'scroll', tabindex: '0', role: 'group',
    'aria-label': caption},
  el('table', props, el('caption', null, caption),
    el('thead', null, el('tr', null,
      head.map((h) => el('th', {scope: 'col'}, h)))),
    el('tbody', null, rows.map((row) => el('tr', null, row.map((cell, i) =>
      el(i ? 'td' : 'th', i ? null : {scope: 'row'}, cell)))))));
}
