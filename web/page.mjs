// The page: what the reader does becomes settings, settings become questions,
// answers become pictures and words.

import {answerNodes, shortNodes, verdict, whyNodes} from './answer.mjs';
import {Files, actsToKnow, filesFor, gameFiles, liveQuestion, optionsOf,
  readingQuestions, statusNames} from './asked.mjs';
import {whoNodes} from './coalitions.mjs';
import {courtNodes} from './courts.mjs';
import {el, morph} from './dom.mjs';
import {engines} from './early.mjs';
import {showEditor} from './editor.mjs';
import {showExplorer} from './explorer.mjs';
import {Lanes} from './lanes.mjs';
import {Law} from './law.mjs';
import {readModel} from './model.mjs';
import {ballots, partNames, showParts} from './parts.mjs';
import {powerNodes} from './power.mjs';
import {readingNodes, whatIfNodes} from './readings.mjs';
import {showReports} from './reports.mjs';
import {copyText} from './share.mjs';
import {withAccuracy} from './source.mjs';
import {canUndo, change, current, onChange, readAddress} from './state.mjs';
import {showTalks} from './talks.mjs';
import {timelineNodes} from './timeline.mjs';
import {setTools, tell} from './tools.mjs';
import {named} from './wording.mjs';

const $ = (id) => document.getElementById(id);

const SLOW_MS = 200; // lists and indices wait until the reader pauses

const opened = readModel($('comitia-model').textContent);
const lanes = new Lanes(engines, working);

let law = null; // of the last text without errors
let files = null; // the same text
let checked = null; // diagnostics of the text as it is
let answers = {};
let generation = 0; // of questions: older answers are not shown
let shown = 0; // the generation of the sentence that is shown
let moving = false; // a sentence about moved ballots is being asked for
let movedAt = null; // when the reader last moved a ballot, for measuring

// ---- drawing ------------------------------------------------------------------------

const panels = {
  title: drawTitle,
  short: (view) => morph($('short'), shortNodes(view)),
  answer: drawAnswer,
  parts: (view) => showParts(view, $('parts')),
  who: (view) => morph($('who'), whoNodes(view)),
  whatif: (view) => morph($('whatif'), whatIfNodes(view)),
  readings: (view) => morph($('readings'), readingNodes(view)),
  courts: (view) => morph($('courts'), courtNodes(view)),
  talks: (view) => showTalks(view, $('talks')),
  power: (view) => morph($('power'), powerNodes(view)),
  timeline: (view) => morph($('timeline'), timelineNodes(view)),
  reports: (view) => showReports(view, $('reports')),
  model: (view) => showEditor(view, $('model')),
  all: (view) => showExplorer(view, $('all')),
  tools: drawTools,
};
const NEED_LAW = Object.keys(panels).filter((p) => p !== 'model' && p !== 'tools');
const NEED_PICK = NEED_LAW.filter((p) => p !== 'title');

const dirty = new Set();

function viewNow() {
  const settings = current();
  return {law, settings, answers, files, actions, checked, main: opened.main,
    options: law ? optionsOf(settings, law) : [], again: viewNow};
}

let waiting = 0;

/** Draws these panels with the next picture of the screen. */
function redraw(...names) {
  names.forEach((name) => dirty.add(name));
  waiting ||= requestAnimationFrame(drawAll);
}

function drawAll() {
  const view = viewNow(), names = [...dirty];
  dirty.clear();
  cancelAnimationFrame(waiting);
  waiting = 0;
  for (const name of names)
    if ((law || !NEED_LAW.includes(name)) &&
        (view.settings.pick || !NEED_PICK.includes(name)))
      panels[name](view.files ? view : {...view, files: new Files(opened.main,
        opened.files, {})});
}

function drawTitle({files: {list}, main, settings}) {
  const text = list.find((f) => f.path === main).content;
  const [, title] = /^#+\s*(.+)/.exec(text) ?? [];
  const name = title?.trim() || main.replace(/^.*\//, '');
  $('title').textContent = name;
  document.title = name;
  morph($('answer-head'), [named(law, settings.pick ?? '')].flat());
  document.body.classList.toggle('empty', !settings.pick);
  $('courts-of').hidden = !law.ladders.size;
  $('talks-of').hidden = !law.talks.size;
  $('reports-of').hidden = !law.reports.length && !law.sources.size;
  $('timeline-of').hidden = !answers.timeline?.json?.steps?.length;
}

let spoken = 0; // when the answer was last changed for those who listen

function drawAnswer(view) {
  // Twice a second is as often as a screen reader can follow.
  const now = performance.now();
  $('answer').setAttribute('aria-live', now - spoken < 500 ? 'off' : 'polite');
  spoken = now;
  morph($('answer'), answerNodes(view));
  morph($('why'), whyNodes(view));
  if (!answers.live)
    return;
  const root = document.documentElement.dataset;
  root.verdict = verdict(answers.live.json);
  root.first ??= String(Math.round(now));
  if (movedAt !== null)
    root.moved = String(performance.now() - movedAt);
  movedAt = null;
}

function drawTools() {
  $('undo').disabled = !canUndo();
  $('reset').disabled = !canUndo();
}

function working(progress) {
  $('cancel').hidden = !progress;
  $('work').textContent = progress ? `Still ${progress.doing}: ` +
    `${Math.round(progress.steps).toLocaleString('en')} of at most ` +
    `${Math.round(progress.limit).toLocaleString('en')} steps.` : '';
}

// ---- what the reader does -------------------------------------------------------------

const actions = {
  set: change,
  redraw: () => redraw('model'),
  pick: (pick) => change({pick, team: []}),
  suppose(name, value) {
    const suppose = {...current().suppose};
    delete suppose[name];
    change({suppose: value ? {...suppose, [name]: value} : suppose});
  },
  vote(act, player, seats, about = null) {
    const {of} = ballots(viewNow(), act);
    movedAt = performance.now();
    change({votes: {...current().votes, [act]: {...of, [player]: seats}}}, about);
  },
  votes(act, of) {
    const votes = {...current().votes};
    delete votes[act];
    movedAt = performance.now();
    change({votes: of ? {...votes, [act]: of} : votes});
  },
  team(members, action) {
    const {pick, votes} = current(), state = law.acts.get(pick)?.body &&
      ballots(viewNow(), pick);
    if (!state)
      return change({team: members});
    const kinds = action === 'force' ? [0, 1] : [1, 0];
    change({team: members, votes: {...votes, [pick]: Object.fromEntries(
      state.voters.map(({player, seats}) => [player, [0, 1, 2, 3].map((k) =>
        k === kinds[members.includes(player) ? 0 : 1] ? seats : 0)]))}});
  },
  textOf: (path) => current().texts[path] ??
    opened.files.find((f) => f.path === path).content,
  edit(path, text) {
    const texts = {...current().texts};
    delete texts[path];
    const same = text === null ||
      text === opened.files.find((f) => f.path === path).content;
    change({texts: same ? texts : {...texts, [path]: text}}, `text ${path}`);
  },
  accuracy({file, line, name}, value) {
    const text = withAccuracy(actions.textOf(file), line, value);
    change({texts: {...current().texts, [file]: text}}, `right ${name}`);
  },
  ask: (words) => lanes.patient(
    [...words, ...viewNow().options.filter((_, i, all) =>
      takes(words[0], all[i - i % 2]))], filesFor(viewNow()), () => true),
  copy: async (text) => tell('Copied.', copyText(text)),
};

/** Verbs refuse options that mean nothing to them. */
function takes(verb, option) {
  return !(option === '--otherwise' && !/^(can|who|power|brief)$/.test(verb)) &&
    !/^(show|check|timeline)$/.test(verb);
}

// ---- questions -----------------------------------------------------------------------

/** Asks, keeps the answer under `key`, draws; an older generation is dropped. */
async function fetchTo(lane, key, words, from, of, ...draw) {
  try {
    const answer = await (lane === 'quick' ? lanes.quick(words, from)
      : lanes.patient(words, from, () => of === generation));
    if (of !== generation)
      return null;
    if (typeof key === 'string')
      answers[key] = answer;
    else
      key(answer);
    redraw(...draw);
    return answer;
  } catch (error) {
    if (of === generation && typeof key === 'string')
      answers[key] = {stopped: `No answer: ${error.message}.`};
    redraw(...draw);
    return null;
  }
}

/** The sentence, as text and as JSON: both belong together. It is drawn at once,
    unless it is about something else by now. */
async function askLive(of) {
  const {words, files: from, voted} = liveQuestion(viewNow());
  const {pick} = current();
  try {
    const [json, text] = await Promise.all([
      lanes.quick([...words, '--json'], from), lanes.quick(words, from)]);
    if (of < shown || pick !== current().pick)
      return;
    shown = of;
    answers.live = {json: json.json, text: text.text, err: text.err};
    answers.tried = voted ? triedText() : null;
    if (voted)
      (answers.voted ??= new Map()).set(pick, json);
    dirty.add('answer');
    drawAll();
  } catch (error) {
    $('work').textContent = error.message;
  }
}

function triedText() {
  const state = ballots(viewNow(), current().pick);
  if (state?.origin !== 'tried')
    return null;
  const yes = state.voters.filter((v) => state.of[v.player][0]);
  return 'No vote is recorded. This is tried: ' +
    (yes.length === state.voters.length ? 'all vote yes.'
      : `${yes.map((v) => v.player).join(', ')} votes yes, all others no.`);
}

async function askNeeds(of) {
  const view = viewNow(), needs = new Map();
  const options = optionsOf({...view.settings, otherwise: 'oppose'}, law);
  await Promise.all(actsToKnow(view).map((name) => fetchTo('quick',
    (answer) => needs.set(name, answer),
    ['needs', opened.main, name, '--json', ...options], files, of)));
  if (of === generation)
    answers.needs = needs;
}

function askStatus(of) {
  const view = viewNow();
  const options = optionsOf({...view.settings, otherwise: 'oppose'}, law);
  return fetchTo('quick', ({json}) => {
    answers.last ??= json.last;
    answers.status = new Map(json.subjects?.map((s) => [s.subject.name, s]));
  }, ['status', opened.main, ...statusNames(view), '--json', ...options],
  filesFor(view), of, 'short', 'whatif', 'courts', 'parts');
}

function hasChances() {
  return law.declarations.some((d) => d.kind === 'forecast') ||
    [...law.facts.values()].some((f) => f.state === 'chance');
}

/** Lists and indices: they may take long, so one after the other. */
function askSlowly(of) {
  const view = viewNow(), {settings} = view, {pick, team} = settings;
  const game = gameFiles(view), options = view.options;
  const ask = (key, words, from, ...draw) =>
    fetchTo('patient', key, words, from, of, ...draw);
  ask('who', ['who', opened.main, pick, '--json', ...options], game, 'who');
  if (team.length)
    for (const action of ['force', 'block'])
      ask((answer) => answers.can = {...answers.can, [action]: answer},
        ['can', opened.main, team.join(','), action, pick, '--json', ...options],
        game, 'who');
  if (hasChances())
    ask('chance', ['chance', opened.main, pick, '--json',
      ...options.filter((_, i, all) => takes('chance', all[i - i % 2]))],
    filesFor(view), 'answer');
  const chosen = filesFor(view);
  for (const {name, verb, words} of readingQuestions(view))
    ask((answer) => {
      const key = verb === 'who' ? 'eachWho' : 'eachStatus';
      (answers[key] ??= new Map()).set(name, answer);
    }, words, chosen, 'readings');
  ask('power', ['power', opened.main, pick, '--json', ...options], game, 'power');
  ask('check', ['check', opened.main, '--json'], files, 'model');
}

/** What does not depend on ballots. */
function askSaid(of) {
  const settings = {...current(), otherwise: 'oppose'};
  const options = optionsOf(settings, law);
  if (law.talks.size) {
    fetchTo('patient', 'deal', ['deal', opened.main, '--json', ...options], files,
      of, 'talks', 'short');
    fetchTo('patient', 'dealText', ['deal', opened.main, ...options], files, of,
      'talks');
  }
  fetchTo('patient', 'belief', ['belief', opened.main, '--json', ...options],
    files, of, 'reports');
  if (Object.keys(settings.texts).length)
    fetchTo('patient', 'beliefWas', ['belief', opened.main, '--json', ...options],
      new Files(opened.main, opened.files, {}), of, 'reports');
}

let slowly = 0;

/** Everything anew: the sentence first, what is slow when the reader pauses. */
async function askAll(pause = SLOW_MS) {
  const of = ++generation;
  lanes.tidy();
  clearTimeout(slowly);
  if (law.declarations.some((d) => /^(on|by|since)$/.test(d.kind)) &&
      !answers.timeline)
    await fetchTo('quick', 'timeline', ['timeline', opened.main, '--json'], files,
      of, 'timeline', 'title');
  await askNeeds(of);
  if (of !== generation)
    return;
  await askLive(of);
  if (of !== generation)
    return;
  redraw('parts', 'short', 'timeline');
  askStatus(of);
  slowly = setTimeout(() => {
    askSaid(of);
    askSlowly(of);
  }, pause);
}

/** Only ballots moved: the sentence at once, all else when the reader pauses. A
    slider that is dragged does not pile up questions. */
async function askBallots() {
  ++generation;
  clearTimeout(slowly);
  lanes.tidy();
  redraw('parts');
  if (moving)
    return;
  moving = true;
  for (let of = 0; of !== generation;) {
    of = generation;
    await askLive(of);
  }
  moving = false;
  const of = generation;
  slowly = setTimeout(() => {
    askStatus(of);
    askSlowly(of);
  }, SLOW_MS);
}

/** The text is another: what it defines, or what is wrong with it. */
async function readText() {
  const texts = current().texts;
  const now = new Files(opened.main, opened.files, texts);
  lanes.quick(['timeline', opened.main, '--json'], now).catch(() => {});
  const show = await lanes.quick(['show', opened.main, '--json'], now);
  if (current().texts !== texts)
    return;
  checked = show.json;
  if (show.exit === 0) {
    law = new Law(show.json);
    files = now;
    answers = {...answers, timeline: null, check: null};
    if (!law.thing(current().pick) || !law.subjects().length)
      current().pick = law.first();
    if (current().pick)
      await askAll(answers.live ? SLOW_MS : 0);
    redraw(...Object.keys(panels));
  } else {
    answers.check ??= {json: {passed: 0, failed: 0}};
    redraw('model', 'tools');
    if (!law)
      morph($('answer'), [el('p', null,
        'The model has errors; they are listed below, at its text.')]);
  }
}

let typing = 0;

function changed(keys) {
  const settings = current();
  redraw('tools');
  if (keys.includes('pick')) {
    for (const key of ['live', 'who', 'power', 'can', 'chance'])
      answers[key] = null;
    settings.pick ??= law?.first();
  }
  if (keys.includes('team'))
    answers.can = null;
  if (keys.includes('each'))
    answers.eachStatus = answers.eachWho = null;
  if (keys.includes('texts')) {
    clearTimeout(typing);
    typing = setTimeout(readText, keys.length === 1 ? 150 : 0);
    redraw('model');
  }
  if (!law)
    return;
  if (keys.every((k) => k === 'view' || k === 'index'))
    return redraw('parts', 'power');
  if (keys.every((k) => k === 'votes'))
    return askBallots();
  if (settings.pick && keys.some((k) => k !== 'texts')) {
    askAll();
    redraw(...NEED_LAW);
  }
}

// ---- the rest ------------------------------------------------------------------------

/** The engine's own picture of the law, as an image: nothing in it can run. */
async function drawGraph() {
  if (!$('drawn-of').open || !files)
    return;
  const {text} = await lanes.patient(['show', opened.main, '--svg'], files,
    () => true);
  morph($('drawn'), [el('div', {class: 'scroll', tabindex: '0', role: 'group',
    'aria-label': 'Picture of the model'}, el('img', {alt: 'What depends on what: ' +
    'facts and acts on the left, outcomes on the right',
  src: 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text)}))]);
}

async function start() {
  setTools({main: opened.main, textOf: actions.textOf,
    files: () => (files ?? new Files(opened.main, opened.files, {})).list});
  $('cancel').onclick = () => lanes.cancel();
  $('drawn-of').ontoggle = drawGraph;
  new ResizeObserver(() => law && redraw('parts', 'talks', 'readings'))
    .observe($('parts'));
  onChange(changed);
  await readAddress();
  await readText();
}

start();
