// Ladders of courts as what they are: one step after the other.

import {bdi, el} from './dom.mjs';
import {badge, named} from './wording.mjs';

function stepNode({law, answers}, name, text) {
  const status = answers.status?.get(name)?.status;
  const words = {certain: 'yes', impossible: 'no', open: 'open'};
  return el('li', {class: `court is-${status ?? 'asked'}`},
    el('span', {dir: 'auto'}, text), ' ',
    status ? badge(status, words[status]) : '…');
}

function ladderNode(view, ladder) {
  const {law, answers} = view;
  const status = answers.status?.get(ladder.name)?.status;
  const by = law.label(ladder.by);
  return el('div', {'data-key': ladder.name},
    el('h3', {dir: 'auto'}, named(law, ladder.name), ' ',
      status && badge(status)),
    el('ol', {class: 'ladder'}, ladder.courts.flatMap((court) => [
      stepNode(view, `${ladder.name} to ${court}`, [bdi(
        ladder.against ? `${by} or ${law.label(ladder.against)}` : by),
      ' goes to ', bdi(law.label(court))]),
      stepNode(view, `${ladder.name} at ${court}`,
        [bdi(law.label(court)), ' grants it'])])));
}

/** All ladders of the model. */
export function courtNodes(view) {
  return [...view.law.ladders.values()].map((l) => ladderNode(view, l));
}
