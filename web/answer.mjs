// The answer in a sentence, and all answers of the model in short.

import {bdi, el} from './dom.mjs';
import {fraction, grouped} from './numbers.mjs';
import {quotasOf} from './thresholds.mjs';
import {badge, isolated, literalText, named, prose, proseNodes, whenText} from
  './wording.mjs';

/** The verdict of an answer: a status, a result, or "depends" on a reading. */
export function verdict(json) {
  if (json?.cases) {
    const results = new Set(json.cases.map((c) => c.result));
    return results.size > 1 ? 'depends' : json.cases[0]?.result ?? 'open';
  }
  const subject = json?.subjects?.[0];
  return subject?.result && subject.status !== 'open' ? subject.result
    : subject?.status ?? 'open';
}

/** The sentence of the engine's text: what stands before the first blank line. */
export function sentence(text) {
  const [parts = []] = prose(text);
  return {
    line: parts.filter((p) => p.kind === 'p').map((p) => p.text).join(' '),
    items: parts.filter((p) => p.kind === 'li').map((p) => p.text),
    rest: text.split(/\n\s*\n/).slice(1).join('\n\n'),
  };
}

const CERTAINTY = 'Not certified: the answer depends on rounded numbers or on ' +
  'events whose day is not certain.';

/** Nodes of the answer: of `needs` or `status`, as text and as JSON. */
export function answerNodes({law, settings, answers}) {
  const {live, tried} = answers;
  if (!live)
    return [el('p', {class: 'soft'}, 'The engine is starting.')];
  const {line, items} = sentence(live.text || live.err);
  return [
    el('p', {class: 'verdict'}, badge(live.json.answer === 'ill-posed'
      ? 'no decision' : verdict(live.json),
    live.json.answer === 'ill-posed' ? 'no answer' : undefined)),
    el('p', {class: 'sentence'}, isolated(line)),
    items.length > 0 && el('ul', {class: 'sentence'},
      items.map((item) => el('li', null, isolated(item)))),
    tried && el('p', {class: 'soft'}, isolated(tried)),
    live.json.cases && live.json.body && ruleNodes(law, live),
    waysNodes(law, live.json),
    settings.on && el('p', {class: 'soft'}, `As of ${settings.on}.`),
    live.json.certified === false &&
      live.json.answer !== 'ill-posed' && el('p', {class: 'soft'}, CERTAINTY),
    chance(answers.chance),
  ];
}

const MOST_WAYS = 5;

function ways(law, title, terms) {
  if (!terms.length || !terms[0].length)
    return null;
  const some = terms.slice(0, MOST_WAYS);
  return el('div', {class: 'ways'}, el('h3', null, terms.length > 1
    ? `${title} any of these` : title),
  el('ul', null, some.map((term) => el('li', null,
    isolated(term.map((literal) => literalText(law, literal)).join(' and ')))),
  terms.length > MOST_WAYS && el('li', {class: 'soft'},
    `and ${terms.length - MOST_WAYS} more`)));
}

/** What an open outcome waits for, and what would stop it. */
function waysNodes(law, json) {
  const {needed, stopped} = json.subjects?.[0] ?? {};
  if (json.subjects?.[0]?.status !== 'open' || !needed || !stopped)
    return null;
  return el('div', {class: 'cases'}, ways(law, 'It happens with', needed),
    ways(law, 'It is stopped by', stopped));
}

const FIXED = /^(members|seats)$/;

/** The rule in numbers: what 82 is, and what staying away does. */
function ruleNodes(law, {json, text}) {
  const [, rule] = /^Rule: ([^]*?)\n(?:\n|  )/m.exec(text) ?? [];
  const rows = quotasOf(json).map(({quota, whens}) => el('li', null,
    isolated(quota.text), quota.required !== null && [' is ',
      el('strong', null, grouped(quota.required)), ` of ${grouped(quota.total)}`],
    whens.length > 0 && isolated(
      ` (${whens.map((w) => whenText(law, w)).join(', or ')})`)));
  const fixed = !/veto|consent|against|tie/.test(rule ?? 'veto') &&
    json.cases.every((c) => c.quotas.length && c.quotas.every((q) =>
    FIXED.test(q.base) && q.direction === 'yes' && q.compare !== 'at most'));
  return rows.length > 0 && el('div', {class: 'rule'},
    rule && el('p', null, isolated(`Rule: ${rule.replace(/\s+/g, ' ')}`)),
    el('ul', null, rows),
    fixed && el('p', {class: 'soft'}, 'Counted among all, not among those who ' +
      'vote: whoever abstains or stays away counts like a no.'));
}

function chance(answer) {
  const json = answer?.json;
  if (!json || json.low === null || json.low === undefined ||
      (json.low === '0' && json.high === '1'))
    return null;
  return el('p', null, 'Chance: ', json.low === json.high
    ? `${fraction(json.low)}, exact.`
    : `between ${fraction(json.low)} and ${fraction(json.high)}.`);
}

/** The rest of the engine's text: rule, conditions, what is needed, sources. */
export function whyNodes({answers}) {
  return answers.live ? proseNodes(sentence(answers.live.text).rest) : [];
}

function needText(needs) {
  const cases = needs?.json?.cases?.filter((c) => c.needed !== null) ?? [];
  const texts = [...new Set(cases.map((c) =>
    `${grouped(c.needed)} of ${grouped(c.seats)} needed`))];
  return texts.join(' or ');
}

/** One row for everything that can be asked: the reader picks one. */
export function shortNodes({law, settings, answers, actions}) {
  return [...law.subjects().slice(0, 60).map((name) => {
    const status = answers.status?.get(name);
    const result = status?.result && status.status !== 'open'
      ? status.result : status?.status;
    return el('label', {class: 'row', 'data-key': name},
      el('input', {type: 'radio', name: 'pick', value: name,
        checked: settings.pick === name, onchange: () => actions.pick(name)}),
      el('span', {class: 'what', dir: 'auto'}, named(law, name)),
      el('span', {class: 'soft need'}, isolated(
        needText(answers.needs?.get(name)) || turnsOn(law, status))),
      status ? badge(result) : el('span', {class: 'badge'}, '…'));
  }), ...talksRows(law, answers)];
}

/** What a status turns on: the names in the shortest ways to settle it. */
function turnsOn(law, status) {
  if (status?.status !== 'open')
    return '';
  const names = new Set([...status.needed, ...status.stopped].flat()
    .map((literal) => literal.name));
  names.delete(status.subject.name);
  return names.size ? `turns on ${[...names].slice(0, 4).join(', ')}` +
    (names.size > 4 ? ' …' : '') : '';
}

function talksRows(law, answers) {
  return (answers.deal?.json?.talks ?? []).map((deal) => el('p',
    {class: 'row talk', 'data-key': deal.name},
    el('a', {href: '#talks-of', 'data-jump': '', dir: 'auto'},
      deal.title ?? deal.name),
    deal.goals.map((goal, i) => [i ? ' ' : '', el('span', null,
      bdi(goal.label ?? ''), ' ', badge(goal.deal ? 'certain' : 'impossible',
        goal.deal ? 'a deal is possible' : 'no deal'))])));
}

