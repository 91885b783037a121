// Which questions the page asks, and of which text: ballots that the reader
// moves become a recorded vote in a copy of the model.

import {asEvent, ballotsOf, recordedStep} from './ballots.mjs';
import {partNames} from './parts.mjs';
import {comparedFact, comparedNames} from './readings.mjs';
import {withoutEvent} from './source.mjs';

const MOST_NEEDS = 12;

/** The options of the command line for the reader's settings. */
export function optionsOf({on, suppose, otherwise}, law, without = null) {
  const options = on ? ['--on', on] : [];
  for (const [name, value] of Object.entries(suppose))
    if (name !== without && law.thing(name))
      options.push('--suppose', value === 'yes' ? name : `${name}=${value}`);
  return otherwise === 'oppose' ? options
    : [...options, '--otherwise', otherwise];
}

/** Options of verbs that know no coalitions. */
function plain(options) {
  const at = options.indexOf('--otherwise');
  return at < 0 ? options : options.filter((_, i) => i !== at && i !== at + 1);
}

/** A day on which an act can be voted on: as recorded, else as late as known. */
function dayOf(act, step, on, last) {
  const said = step && /^(?:on|by|since) (\S+)/.exec(step.text)[1];
  let day = said ?? on ?? last ?? '2000-01-01';
  if (act.from && day < act.from)
    day = act.from;
  return act.until && day > act.until ? act.until : day;
}

/** A model with files that may be changed for one question. */
export class Files {
  /** texts: {path: text} of what is edited. */
  constructor(main, files, texts) {
    this.main = main;
    this.list = files.map((f) => ({...f, content: texts[f.path] ?? f.content}));
    this.key = JSON.stringify(texts);
  }

  /** Without some events, and with others at the end. */
  changed(cut, added) {
    if (!cut.length && !added.length)
      return this;
    const list = this.list.map((file) => {
      let content = file.content;
      for (const step of cut)
        if (step.file === file.path)
          content = withoutEvent(content, step);
      return {...file, content: file.path === this.main
        ? [content, ...added].join('\n') : content};
    });
    return {list, key: JSON.stringify([this.key, cut.map((s) => s.line), added])};
  }
}

/** Acts whose ballots take part in the question about what is picked. */
function votedActs({law, settings}) {
  return Object.keys(settings.votes).filter((name) => law.acts.get(name)?.body);
}

/** Acts whose numbers the page needs before it can ask about ballots. */
export function actsToKnow(view) {
  const {law, settings} = view;
  const short = law.subjects().filter((n) => law.acts.get(n)?.body);
  return [...new Set([...partNames(law, settings.pick), ...votedActs(view),
    ...short.slice(0, MOST_NEEDS)])];
}

/** The files of a question: `tried` acts with the ballots that are shown,
    `unvoted` ones without any. */
export function filesFor(view, tried = [], unvoted = []) {
  const {law, settings, answers, files} = view;
  const timeline = answers.timeline?.json, cut = [], added = [];
  for (const name of new Set([...votedActs(view), ...tried])) {
    const needs = answers.needs.get(name)?.json, act = law.acts.get(name);
    if (unvoted.includes(name) || !needs?.cases?.[0]?.players?.length)
      continue;
    const state = ballotsOf(law, needs, timeline, settings.votes[name]);
    if (state.origin === 'recorded')
      continue;
    if (state.step)
      cut.push(state.step);
    added.push(asEvent(act, state,
      dayOf(act, state.step, settings.on, answers.last)));
  }
  for (const name of unvoted) {
    const step = recordedStep(timeline, name);
    if (step)
      cut.push(step);
  }
  return files.changed(cut, added);
}

/** The question that the sentence answers: words and files. */
export function liveQuestion(view) {
  const {law, settings, main} = view, {pick} = settings;
  const act = law.acts.get(pick);
  const voted = act?.body && !law.bodies.get(act.body).nested;
  const options = plain(optionsOf(settings, law));
  return {words: [voted ? 'needs' : 'status', main, pick, ...options],
    files: filesFor(view, voted ? [pick] : []), voted};
}

/** Coalitions and indices speak of an act before the vote on it. */
export function gameFiles(view) {
  const {law, settings} = view;
  return filesFor(view, [], law.acts.get(settings.pick)?.body
    ? [settings.pick] : []);
}

/** Names whose status the page shows. */
export function statusNames({law, settings}) {
  const acts = (name) => law.acts.has(name) || law.outcomes.has(name) ||
    law.ladders.has(name);
  const steps = [...law.ladders.values()].flatMap((l) => law.stepsOf(l));
  return [...new Set([...law.subjects().slice(0, 60),
    ...law.reach(settings.pick).filter(acts), ...steps])];
}

/** Questions for the table of readings: [{name, verb, words}]. */
export function readingQuestions(view) {
  const {law, settings, main} = view, fact = comparedFact(view);
  if (!fact)
    return [];
  const options = optionsOf(settings, law, fact.name);
  return comparedNames(view).flatMap((name) => ['status', 'who'].map((verb) =>
    ({name, verb, words: [verb, main, name, ...verb === 'who' ? options
      : plain(options), '--each', fact.name, '--json']})));
}
