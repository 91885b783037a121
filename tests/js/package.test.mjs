// The npm package from outside: what its README promises.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {fileURLToPath} from 'node:url';

import {ComitiaError, compile, fraction, load, toNumber} from 'comitia';

const root = process.env.COMITIA_ROOT;
const comitia = await load();
const assembly = `
body Assembly seats 123
  party CPP  68
  party CNRP 55
act Lift by Assembly needs at least 2/3 of seats
fact Raid 1/3
outcome Arrest when Lift or Raid
`;
const model = comitia.model(assembly);

// The lines that the first program of a page prints.
async function printedBy(name) {
  const page = fs.readFileSync(path.join(root, name), 'utf8');
  const code = /```js\n([^]*?)```/.exec(page)[1];
  const printed = [];
  const own = console.log;
  console.log = (...words) => printed.push(words.join(' '));
  try {
    const file = path.join(path.dirname(fileURLToPath(import.meta.url)), `${path.parse(name).name}.mjs`);
    fs.writeFileSync(file, code);
    await import(file);
  } finally {
    console.log = own;
  }
  return printed;
}

test('the example of the README says what it says', async () => {
  assert.deepEqual(await printedBy('js/README.md'),
    ['82', 'yes', 'CPP 1/2 0.5', 'CNRP 1/2 0.5']);
});

test('the first program of the guide prints what it shows', async () => {
  const name = 'docs/guides/newsrooms.md';
  const page = fs.readFileSync(path.join(root, name), 'utf8');
  const shown = /```text\n([^]*?)\n```/.exec(page)[1].split('\n');
  assert.deepEqual(await printedBy(name), shown);
});

test('every verb answers', () => {
  const talks = comitia.model(fs.readFileSync(
    path.join(root, 'examples/cambodia-2016.comitia'), 'utf8'));
  const asked = [talks.check(), talks.brief(), talks.status(),
    talks.needs('Lift'), talks.can('CNRP', 'block', 'Lift'),
    talks.who('Arrest'), talks.power('Lift'), talks.chance('Arrest'),
    talks.belief(), talks.deal(), talks.timeline(), talks.why('Arrest'),
    talks.how('Arrest'), talks.show(), comitia.explain('C0104'),
    comitia.diff(assembly, assembly)];
  assert.deepEqual(asked.map((answer) => answer.verb),
    ['check', 'brief', 'status', 'needs', 'can', 'who', 'power', 'chance',
      'belief', 'deal', 'timeline', 'why', 'how', 'show', 'explain', 'diff']);
});

test('options are those of the command line', () => {
  assert.equal(model.can(['CNRP'], 'force', 'Lift').answer, 'no');
  const {suppose, answer} = model.status('Arrest', {suppose: ['Raid']});
  assert.deepEqual([suppose, answer], [['Raid'], 'yes']);
  const [row] = model.power('Lift', {index: ['swings', 'shapley']}).cases[0].indices;
  assert.deepEqual([row.swings, row.shapley, row.holler], ['1', '1/2', undefined]);
  assert.equal(model.status([], {each: 'Raid'}).each, 'Raid');
});

test('a weighted rule needs no file', () => {
  const {cases: [{indices}]} = comitia.power([3, '2', 1n], {moreThan: '1/2'});
  assert.deepEqual(indices.map(({banzhaf}) => banzhaf), ['3/5', '1/5', '1/5']);
});

test('texts, pages and pictures are printed', () => {
  assert.match(model.text('needs', 'Lift'), /82/);
  assert.match(model.html(), /^<!DOCTYPE html>/i);
  assert.match(model.markdown(), /^# /m);
  assert.match(model.svg(), /<svg/);
  assert.equal(model.svg({max: 5}), model.svg('show', [], {max: 5}));
  assert.match(model.svg('needs', 'Lift'), /<svg[^]*82/);
  assert.match(model.svg('power', 'Lift', {index: ['shapley']}),
    /<svg[^]*Power: Lift[^]*Shapley-Shubik/);
  assert.throws(() => model.svg('who', 'Lift'), ComitiaError);
  assert.equal(comitia.model(model.format()).format(), model.format());
});

test('a model uses files', () => {
  const used = comitia.model('use "law.comitia"\noutcome O when Lift\n',
    {files: {'law.comitia': assembly}});
  assert.equal(used.status('O').exit, 2);
  assert.throws(() => comitia.model('use "law.comitia"\n').check(), ComitiaError);
});

test('an error has its place and a way out', () => {
  assert.throws(() => comitia.model('body B\n  party P 3\nact A by B needs majority\n')
    .needs('A'), (error) => error instanceof ComitiaError && error.exit === 65 &&
    error.diagnostics[0].code === 'C0103' && error.diagnostics[0].line === 3 &&
    error.message.includes('model.comitia:3:'));
  assert.throws(() => model.needs('Lft'), /did you mean Lift/);
  assert.throws(() => model.needs('Lift', {dijits: 3}), (error) =>
    error.exit === 64 && error.message.includes('did you mean --digits?'));
  assert.throws(() => comitia.power([1], {}), ComitiaError);
});

test('what failed to hold is an answer, no error', () => {
  const {exit, failed} = comitia.model(`${assembly}expect Lift is passed\n`).check();
  assert.deepEqual([exit, failed], [3, 1]);
});

test('exact numbers are read exactly', () => {
  assert.deepEqual(fraction('421/2145'), {numerator: 421n, denominator: 2145n});
  assert.deepEqual(fraction('-0.125'), {numerator: -125n, denominator: 1000n});
  assert.equal(fraction(null), null);
  assert.throws(() => fraction('a'), TypeError);
  assert.equal(toNumber('1/3'), 1 / 3);
  assert.equal(toNumber('-7/2'), -3.5);
  assert.equal(toNumber(`1/${10n ** 310n}`), 1e-310);
  assert.equal(toNumber(`${10n ** 400n}/${3n * 10n ** 400n}`), 1 / 3);
  assert.ok(Number.isNaN(toNumber(null)));
});

test('a compiled engine can be shared, and a question stopped', async () => {
  const module = await compile();
  let told = 0;
  const slow = await load({wasm: module, progress: () => ++told > 2});
  const weights = Array.from({length: 400}, (_, i) => 1000 + i * i % 977);
  assert.throws(() => slow.power(weights, {quota: '1/2', limit: 10n ** 12n}));
  assert.ok(told > 2);
  const again = await load({wasm: module});
  assert.equal(again.version, comitia.version);
});
