// Every question, as text and as JSON: what the page shows, and what it does not.

import {el, morph} from './dom.mjs';
import {button, proseNodes, select} from './wording.mjs';

const VERBS = [['brief', 'the whole briefing'], ['status', 'status'],
  ['needs', 'seats needed'], ['who', 'coalitions'], ['power', 'power'],
  ['chance', 'chance'], ['why', 'why it is so'], ['how', 'how to flip it'],
  ['belief', 'reports'], ['deal', 'talks'], ['timeline', 'timeline'],
  ['show', 'what the file defines'], ['check', 'checks']];
const NAMED = new Set(['status', 'needs', 'who', 'power', 'chance', 'why', 'how']);
const chosen = {verb: 'why', form: 'text', answer: null};

function indented(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    return text;
  }
}

/** The words of the question, without options. */
function question(view) {
  const {settings, main} = view;
  return [chosen.verb, main, ...NAMED.has(chosen.verb) ? [settings.pick] : [],
    ...chosen.form === 'json' ? ['--json'] : []];
}

/** Draws the explorer into `root`. */
export function showExplorer(view, root) {
  const {actions} = view;
  const words = question(view);
  const redraw = () => showExplorer(view.again(), root);
  const ask = async () => {
    chosen.answer = null;
    redraw();
    chosen.answer = await actions.ask(words).catch((error) =>
      ({text: '', err: error.message}));
    redraw();
  };
  const set = (key) => (value) => {
    chosen[key] = value;
    showExplorer(view.again(), root);
    root.querySelector('[data-ask]').click();
  };
  morph(root, [
    el('p', {class: 'buttons'},
      select('Question', VERBS, chosen.verb, set('verb')),
      select('as', [['text', 'text'], ['json', 'JSON']], chosen.form, set('form')),
      button('Ask', ask, {'data-ask': ''}),
      chosen.answer && button('Copy', () => actions.copy(chosen.answer.text))),
    el('p', {class: 'soft'}, 'The same as ', el('code', {dir: 'auto'},
      ['comitia', ...words, ...view.options].map((w) =>
        /[^\w./=-]/.test(w) ? `"${w}"` : w).join(' '))),
    chosen.answer && el('div', {class: 'output', 'data-key': chosen.form},
      chosen.form === 'json'
        ? el('pre', {tabindex: '0', class: 'scroll'}, indented(chosen.answer.text))
        : proseNodes(chosen.answer.text || chosen.answer.err)),
  ]);
}
