// Seats in an arc, with every threshold as a labelled tick outside it.

import {ARC, angleAfter, arcOf, perCircle} from './arc.mjs';
import {morph, svg} from './dom.mjs';

const ORDER = [0, 2, 1, 3]; // yes, abstain, no, absent: from the left
let made = 0; // ids of pictures differ

/** Seats one by one from the left: [{player, kind}]; kind 4 is vacant. */
function seatsOf({voters, of}, vacant, byParty) {
  const seats = [];
  const members = voters.filter((v) => !v.outsider);
  const take = (player, kind) => {
    for (let n = of[player][kind]; n > 0; n--)
      seats.push({player, kind});
  };
  if (byParty)
    members.forEach(({player}) => ORDER.forEach((kind) => take(player, kind)));
  else
    ORDER.forEach((kind) => members.forEach(({player}) => take(player, kind)));
  for (let n = vacant; n > 0; n--)
    seats.push({player: null, kind: 4});
  return seats;
}

/** Where each circle's seat stands in the list, if one stands for several. */
function thinned(seats, per) {
  if (per === 1)
    return seats;
  return Array.from({length: Math.ceil(seats.length / per)}, (_, i) =>
    seats[Math.min(seats.length - 1, i * per + Math.floor(per / 2))]);
}

/** Labels that would overlap move up. */
function roomFor(boxes, box) {
  for (let tries = 0; tries < boxes.length + 1; tries++)
    for (const other of boxes)
      if (box.left < other.right && box.right > other.left &&
          Math.abs(box.y - other.y) < 17)
        box.y = other.y - 17;
  boxes.push(box);
}

export class Hemicycle {
  #total = -1;
  #circles = [];
  #arc;
  #per;

  /** container: an element that is this picture's own. */
  constructor(container) {
    this.id = `arc${++made}`;
    this.title = svg('title', {id: this.id + 't'});
    this.description = svg('desc', {id: this.id + 'd'});
    this.seats = svg('g');
    this.ticks = svg('g');
    this.middle = svg('g');
    this.svg = svg('svg', {class: 'arc picture', role: 'img',
      viewBox: `14 26 ${ARC.width - 28} ${ARC.height - 34}`,
      'aria-labelledby': `${this.id}t ${this.id}d`},
    this.title, this.description, this.seats, this.ticks, this.middle);
    container.replaceChildren(this.svg);
  }

  /**
   * ballots and vacant seats; marks: [{seats, label, reached}]; colour(player);
   * words: {title, description, under}.
   */
  show({ballots, vacant, marks, byParty, colour, words}) {
    const seats = seatsOf(ballots, vacant, byParty);
    this.#place(seats.length);
    const yes = seats.filter((s) => s.kind === 0).length;
    const missing = Math.max(0, ...marks.filter((m) => !m.reached)
      .map((m) => m.seats));
    this.#paint(thinned(seats, this.#per), byParty ? 0 : yes, missing, colour);
    this.#mark(marks);
    this.title.textContent = words.title;
    this.description.textContent = words.description;
    morph(this.middle, [
      svg('text', {class: 'total', x: ARC.x, y: ARC.y - 14,
        'text-anchor': 'middle'}, String(yes)),
      svg('text', {class: 'under', x: ARC.x, y: ARC.y + 6,
        'text-anchor': 'middle'}, words.under)]);
  }

  /** A new number of seats: circles anew. */
  #place(total) {
    if (total === this.#total)
      return;
    this.#total = total;
    this.#per = perCircle(total);
    this.#arc = arcOf(Math.ceil(total / this.#per));
    const {dot} = this.#arc, {style} = this.svg;
    style.setProperty('--line-width', Math.min(1.8, dot * 0.28).toFixed(2));
    style.setProperty('--ring-width', Math.min(2.6, dot * 0.45).toFixed(2));
    this.#circles = this.#arc.places.map(({x, y}) => ({said: '',
      node: svg('circle', {cx: x.toFixed(1), cy: y.toFixed(1),
        r: dot.toFixed(2)})}));
    this.seats.replaceChildren(...this.#circles.map((c) => c.node));
  }

  /** Only what changed is touched: a slider moves one circle. */
  #paint(seats, yes, missing, colour) {
    for (const [i, {player, kind}] of seats.entries()) {
      const circle = this.#circles[i], at = i * this.#per;
      const ring = kind !== 0 && at >= yes && at < missing && yes > 0;
      const said = `seat k${kind}${ring ? ' missing' : ''}|${player ?? ''}`;
      if (circle.said === said)
        continue;
      circle.said = said;
      circle.node.setAttribute('class', said.slice(0, said.indexOf('|')));
      circle.node.style.setProperty('--party',
        player === null ? 'none' : colour(player));
    }
  }

  #mark(marks) {
    const boxes = [], nodes = [], from = ARC.outer + this.#arc.dot + 3;
    for (const {seats, label, reached} of marks) {
      const angle = angleAfter(this.#arc.places, Math.round(seats / this.#per));
      const cos = Math.cos(angle), sin = Math.sin(angle);
      const at = (r) => [(ARC.x + r * cos).toFixed(1),
        (ARC.y - r * sin).toFixed(1)];
      const [x1, y1] = at(from), [x2, y2] = at(from + 12), [x, y] = at(from + 17);
      const side = cos > 0.25 ? 1 : cos < -0.25 ? -1 : 0;
      const wide = label.length * 8.5;
      const left = side > 0 ? +x : side < 0 ? x - wide : x - wide / 2;
      const box = {left, right: left + wide, y: +y + (side ? 5 : 0)};
      roomFor(boxes, box);
      nodes.push(
        svg('line', {class: 'tick', x1, y1, x2, y2}),
        svg('text', {class: reached ? 'label reached' : 'label', x, y: box.y,
          'text-anchor': side > 0 ? 'start' : side < 0 ? 'end' : 'middle'},
        label));
    }
    morph(this.ticks, nodes);
  }
}
