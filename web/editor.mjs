// The text of the model, to read and to change; errors stand at their line.

import {el, morph} from './dom.mjs';
import {lineSpan} from './source.mjs';
import {button} from './wording.mjs';

let area = null; // the text field: made once, so that typing is never disturbed
let gutter = null;
let path = null; // of the file that is shown

/** Line numbers; those with something to say carry a sign. */
function numberLines(text, diagnostics) {
  const said = new Map(diagnostics.filter((d) => d.file === path)
    .map((d) => [d.line, d.severity]));
  const signs = {error: '✗', warning: '!', failed: '✗'};
  const lines = text.split('\n').length;
  morph(gutter, Array.from({length: lines}, (_, i) => {
    const severity = said.get(i + 1), sign = signs[severity];
    return el('span', {class: sign ? `at ${severity}` : null},
      `${sign ?? ''}${i + 1}\n`);
  }));
  gutter.scrollTop = area.scrollTop;
}

function goTo({file, line, column, endColumn}, actions) {
  if (file !== path)
    show(file, actions);
  const [from, end] = lineSpan(area.value, line);
  const points = [...area.value.slice(from, end)];
  const at = (c) => from + points.slice(0, c - 1).join('').length;
  area.focus();
  area.setSelectionRange(at(column ?? 1), at(endColumn ?? (column ?? 1) + 1));
  const high = area.scrollHeight / area.value.split('\n').length;
  area.scrollTop = Math.max(0, (line - 4) * high);
}

function show(file, actions) {
  path = file;
  area.value = actions.textOf(file);
  actions.redraw();
}

function diagnosticNode(diagnostic, actions) {
  const {severity, line, column, message, help, code, file} = diagnostic;
  return el('li', {class: severity},
    line !== null && button(`Go to line ${line}` +
      (file === path ? '' : ` of ${file}`), () => goTo(diagnostic, actions),
    {class: 'small'}), ' ',
    el('strong', null, severity), ': ', el('span', {dir: 'auto'}, message),
    ` [${code}]`, help && el('div', {class: 'soft', dir: 'auto'}, help));
}

function create(actions) {
  area = el('textarea', {id: 'text', spellcheck: 'false', rows: 24, dir: 'auto',
    wrap: 'off', autocapitalize: 'off', 'aria-describedby': 'said',
    oninput: () => actions.edit(path, area.value),
    onscroll: () => gutter.scrollTop = area.scrollTop});
  gutter = el('pre', {class: 'gutter', 'aria-hidden': 'true'});
}

/** Draws the editor into `root`. */
export function showEditor({files, answers, actions, settings, checked}, root) {
  if (!area)
    create(actions);
  path ??= files.list[0].path;
  const text = actions.textOf(path);
  const names = files.list.filter((f) => typeof f.content === 'string')
    .map((f) => f.path);
  const said = checked?.diagnostics ?? [];
  const serious = said.filter((d) => d.severity !== 'note');
  const list = root.querySelector('.said') ?? el('div', {class: 'said',
    id: 'said', role: 'status'});
  const tools = root.querySelector('.tools') ?? el('div', {class: 'tools'});
  if (!root.contains(area))
    root.replaceChildren(tools, el('label', {for: 'text'}, 'The text'),
      el('div', {class: 'editor'}, gutter, area), list);
  morph(tools, [el('p', {class: 'buttons'},
    names.length > 1 && el('label', {class: 'field'}, 'File ',
      el('select', {value: path, onchange: (e) => show(e.target.value, actions)},
        names.map((name) => el('option', {value: name,
          selected: name === path}, name)))),
    settings.texts[path] !== undefined &&
      button('As it was', () => actions.edit(path, null)))]);
  if (area.value !== text)
    area.value = text;
  area.setAttribute('aria-invalid', String(serious.length > 0));
  numberLines(text, said);
  morph(list, [
    el('p', null, checkText(answers.check?.json, serious)),
    said.length > 0 && el('details', {open: serious.length > 0},
      el('summary', null, `${said.length} ` +
        (said.length === 1 ? 'remark' : 'remarks')),
      el('ul', null, said.map((d) => diagnosticNode(d, actions))))]);
}

function checkText(check, serious) {
  if (!check)
    return 'Checking …';
  if (serious.some((d) => d.severity === 'error'))
    return 'The text has an error. What you see elsewhere is from before it.';
  return `${check.passed} promises of the file kept, ${check.failed} broken.`;
}
