// The buttons at the top: undo, share, save, print.

import {pictureBitmap, pictureText, copyText, pageOf, save, tableText} from
  './share.mjs';
import {current, reset, toAddress, undo} from './state.mjs';

const $ = (id) => document.getElementById(id);

let telling = 0;

/** Says for a moment that something was done, or why not. */
export async function tell(text, done) {
  try {
    await done;
    $('told').textContent = text;
  } catch (error) {
    $('told').textContent = `Not done: ${error.message}`;
  }
  clearTimeout(telling);
  telling = setTimeout(() => $('told').textContent = '', 4000);
}

function firstPicture() {
  const picture = document.querySelector('main svg.picture[role=img]');
  if (!picture)
    throw new Error('there is no picture here');
  return pictureText(picture);
}

function allTables() {
  return [...document.querySelectorAll('table')].map((table) =>
    `${table.caption?.textContent.replaceAll(',', ';') ?? ''}\r\n` +
      tableText(table)).join('\r\n');
}

function press(id, words, action) {
  $(id).onclick = () => {
    const menu = $(id).closest('details');
    tell(words, (async () => action())());
    if (menu)
      menu.open = false;
  };
}

function keys(event) {
  const typing = event.target.matches?.('textarea'); // it has an undo of its own
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey &&
      event.key.toLowerCase() === 'z' && !typing) {
    event.preventDefault();
    undo();
  }
  if (event.key === 'Escape')
    document.querySelectorAll('details.menu[open]').forEach((menu) => {
      menu.open = false;
      menu.querySelector('summary').focus();
    });
}

/** main: path of the model; files(): what is shown now; textOf(path). */
export function setTools({main, files, textOf}) {
  const name = (ending) =>
    main.replace(/^.*\//, '').replace(/\.comitia$/, '') + ending;
  $('undo').onclick = undo;
  $('reset').onclick = reset;
  press('copy-link', 'Link copied.', async () => copyText(
    location.href.replace(/#.*/, '') + '#' + await toAddress(current())));
  press('copy-svg', 'Picture copied.', () => copyText(firstPicture()));
  press('save-svg', 'Saved.', () =>
    save(name('.svg'), firstPicture(), 'image/svg+xml'));
  press('save-png', 'Saved.', async () =>
    save(name('.png'), await pictureBitmap(firstPicture()), 'image/png'));
  press('save-csv', 'Saved.', () => save(name('.csv'), allTables(), 'text/csv'));
  press('save-page', 'Saved.', () =>
    save(name('.html'), pageOf(main, files()), 'text/html'));
  press('save-model', 'Saved.', () =>
    save(name('.comitia'), textOf(main), 'text/plain'));
  press('print', '', () => window.print());
  document.addEventListener('keydown', keys);
}
