// Copying what the page shows: its address, a picture, a table, the page itself.

import {writeModel} from './model.mjs';

const pristine = document.documentElement.cloneNode(true);

/** The page as it was opened, with these files as its model. */
export function pageOf(main, files) {
  const copy = pristine.cloneNode(true);
  copy.querySelector('#comitia-model').textContent = writeModel({main, files});
  copy.querySelectorAll('script[src]').forEach((script) => script.remove());
  return '<!doctype html>\n' + copy.outerHTML + '\n';
}

export function save(name, content, type) {
  const url = URL.createObjectURL(new Blob([content], {type}));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Puts a text on the clipboard; old ways where the new one is refused. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

const DRAWN = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-size',
  'font-family', 'font-weight', 'text-anchor', 'opacity', 'text-decoration-line'];

/** The picture with its colours written down: it stands alone. */
export function pictureText(picture) {
  const copy = picture.cloneNode(true);
  const originals = [picture, ...picture.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((node, i) => {
    const style = getComputedStyle(originals[i]);
    node.setAttribute('style', DRAWN.map((key) =>
      `${key}:${style.getPropertyValue(key)}`).join(';'));
    node.removeAttribute('class');
  });
  const box = picture.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', box.width);
  copy.setAttribute('height', box.height);
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [key, value] of Object.entries({x: box.x, y: box.y,
    width: box.width, height: box.height,
    fill: getComputedStyle(document.body).backgroundColor}))
    paper.setAttribute(key, value);
  copy.insertBefore(paper, copy.querySelector(':scope > :not(title, desc)'));
  return new XMLSerializer().serializeToString(copy);
}

/** The picture as PNG, twice as large. */
export function pictureBitmap(text) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onerror = () => reject(new Error('the picture cannot be drawn'));
    image.onload = () => {
      const canvas = document.createElement('canvas');
      canvas.width = image.width * 2;
      canvas.height = image.height * 2;
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(resolve, 'image/png');
    };
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text);
  });
}

/** A cell of CSV; a spreadsheet must not take a text for a formula. */
function cellText(node) {
  let text = node.textContent.replace(/\s+/g, ' ').trim();
  if (/^[=+@\t-]/.test(text) && !/^-?[\d,./]+$/.test(text))
    text = "'" + text;
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as RFC 4180 has it. */
export function tableText(table) {
  return [...table.rows].map((row) =>
    [...row.cells].map(cellText).join(',')).join('\r\n') + '\r\n';
}
