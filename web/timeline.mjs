// What happened, day by day: a slider through the events, and what each changed.

import {bdi, el} from './dom.mjs';
import {STATUS, badge, button, named, spanText} from './wording.mjs';

/** How many events are read on the chosen day; all without a day. */
export function readSteps(steps, on) {
  return on === null ? steps.length
    : steps.filter((s) => s.to <= on).length;
}

/** The event in words: titles beside names. */
function eventNodes(law, {text}) {
  const said = text.replace(/^(on|by|since) \S+ /, '');
  const name = [...said.matchAll(/[^\s:,]+/g)].map((m) => m[0])
    .find((word) => law.thing(word)?.title);
  const title = name && law.thing(name).title;
  return [bdi(said), title && el('span', {class: 'soft'}, ' – ', bdi(title))];
}

/** Days on which the state can be looked at: one for each step, the last of
    a day for all of them. */
function dayOf(steps, i) {
  return i === 0 ? dayBefore(steps[0]) : steps[i - 1].to;
}

function dayBefore({from, to}) {
  const day = new Date(`${from ?? to}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

/** Statuses before the first event and after each: [{name: status}]. */
function history({start, steps}) {
  let now = Object.fromEntries(start.map((s) => [s.name, s.status]));
  return [now, ...steps.map(({changes}) => {
    now = {...now, ...Object.fromEntries(changes.map((c) => [c.name, c.to]))};
    return now;
  })];
}

/** Rows: what may come; columns: the events; the colour and the shape say how
    it stands then. */
function grid(law, timeline, read) {
  const states = history(timeline);
  return el('div', {class: 'scroll', tabindex: '0', role: 'group',
    'aria-label': 'How things stood after each event'},
  el('table', {class: 'grid', 'data-csv': 'timeline'},
    el('caption', null, 'How things stood after each event'),
    el('thead', null, el('tr', null, el('th', {scope: 'col'}, 'After event'),
      states.map((_, i) => el('th', {scope: 'col',
        class: i === read ? 'now' : null},
        i ? String(i) : [el('span', {'aria-hidden': 'true'}, '–'),
          el('span', {class: 'unseen'}, 'none')])))),
    el('tbody', null, timeline.start.map(({name}) => el('tr', null,
      el('th', {scope: 'row', dir: 'auto'}, named(law, name)),
      states.map((state, i) => {
        const {shape, word, kind} = STATUS[state[name]];
        const turned = i > 0 && states[i - 1][name] !== state[name];
        return el('td', {class: `${kind}${i === read ? ' now' : ''}` +
          (turned ? ' turned' : ''), title: word},
        el('span', {'aria-hidden': 'true'}, shape),
        el('span', {class: 'unseen'}, word));
      }))))));
}

function stepNode({law}, step, i, read) {
  return el('li', {class: i < read ? 'read' : 'later', value: i + 1},
    el('span', {class: 'date'}, spanText(step)), ' ', eventNodes(law, step),
    step.uncertain && el('span', {class: 'soft'}, ' (order not certain)'),
    i >= read && el('span', {class: 'soft'}, ' (not yet)'),
    step.changes.map((c) => el('div', {class: 'turn'}, bdi(law.label(c.name)),
      ': ', badge(c.from), ' → ', badge(c.to))));
}

/** The slider, what stood then, and the list of events. */
export function timelineNodes(view) {
  const {law, settings, answers, actions} = view;
  const timeline = answers.timeline?.json;
  if (!timeline?.steps)
    return [el('p', {class: 'soft'}, '…')];
  const {steps} = timeline;
  if (!steps.length)
    return [el('p', null, 'No events are recorded.')];
  const read = readSteps(steps, settings.on);
  const move = (i) => {
    // Events of one day are read together: down means to a day before it.
    while (i > 0 && i < read && readSteps(steps, dayOf(steps, i)) >= read)
      i--;
    actions.set({on: i >= steps.length ? null : dayOf(steps, i)}, 'on');
  };
  return [
    el('label', {class: 'field wide'},
      `Events read: ${read} of ${steps.length}` +
        (settings.on ? `, as of ${settings.on}` : ', all of them'),
      el('input', {type: 'range', min: 0, max: steps.length, step: 1,
        value: read, oninput: (e) => move(+e.target.value),
        'aria-valuetext': read === 0 ? 'before the first event'
          : `after event ${read}, ${spanText(steps[read - 1])}`})),
    el('p', {class: 'buttons'},
      el('label', {class: 'field'}, 'As of ', el('input', {type: 'date',
        value: settings.on ?? '', onchange: (e) =>
          actions.set({on: e.target.value || null})})),
      settings.on && button('All events', () => actions.set({on: null}))),
    timeline.start.length > 0 && grid(law, timeline, read),
    el('ol', {class: 'events'}, steps.map((step, i) =>
      stepNode(view, step, i, read))),
  ];
}
