// Boxes with wrapped text, for pictures of talks and of reports.

import {svg} from './dom.mjs';

const LINE = 16, PAD = 8;

/** Lines of at most so many pixels. Letters of other scripts may be wide. */
export function wrapped(text, width) {
  const most = Math.max(8, Math.floor((width - 2 * PAD) / 6.9));
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    for (let rest = word; rest;) {
      const last = lines.at(-1), gap = last ? ' ' : '';
      if ((last + gap + rest).length <= most) {
        lines[lines.length - 1] = last + gap + rest;
        rest = '';
      } else if (last) {
        lines.push('');
      } else {
        lines[lines.length - 1] = rest.slice(0, most);
        rest = rest.slice(most);
      }
    }
  }
  return lines.filter((line, i) => line || i === 0);
}

/** How high a box of these texts is. */
export function highOf(lines) {
  return lines.length * LINE + 2 * PAD - 2;
}

/** A box with lines; the first `bold` ones are its name. */
export function boxNode({x, y, width, lines, bold = 0, kind = '', title}) {
  return svg('g', {class: `box ${kind}`},
    title && svg('title', null, title),
    svg('rect', {x, y, width, height: highOf(lines), rx: 4}),
    lines.map((line, i) => svg('text', {x: x + PAD, y: y + PAD + 11 + i * LINE,
      class: i < bold ? 'name' : null}, line)));
}
