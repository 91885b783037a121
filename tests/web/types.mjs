// The types of the npm package, by the compiler of TypeScript.

import {execFileSync, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import {run, skipAll, testCase} from '../wasm/tap.mjs';

const [, , , root] = process.argv;
const tools = path.join(root, 'build-web', 'node_modules');
const compiler = path.join(tools, 'typescript', 'bin', 'tsc');
if (!fs.existsSync(compiler))
  skipAll('make page-test gets the compiler of TypeScript');

// What is right must be let through, what is wrong must not.
const USER = `
import {ComitiaError, fraction, load, toNumber, type Power} from 'comitia';
const comitia = await load({progress: (doing) => doing === 'x'});
const model = comitia.model('', {files: {'a.csv': new Uint8Array()}});
const power: Power = model.power('Lift', {index: ['banzhaf'], on: '2016-01-01'});
for (const {player, swings, dummy} of power.cases[0].indices)
  console.log(player.length, toNumber(swings), dummy === true);
const needed: string | null = model.needs('Lift').cases[0].needed;
const whole: bigint = fraction('1/2').numerator;
const rule = comitia.power([1, '2', 3n], {moreThan: '1/2'}).cases[0].winning;
try { comitia.explain('C0101').title.trim(); } catch (error) {
  if (error instanceof ComitiaError) console.log(error.diagnostics[0].code);
}
console.log(needed, whole, rule);
`;
const WRONG = [
  'const low: number = model.chance("x").low;',
  'model.can("A", "stop", "x");',
  'model.power("x").cases[0].strength;',
  'comitia.power([1, 2]);',
];

function complaints(folder, text) {
  fs.writeFileSync(path.join(folder, 'user.mts'), text);
  const {status, stdout} = spawnSync(process.execPath, [compiler, '--noEmit',
    '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node',
    '--typeRoots', path.join(tools, '@types'), 'user.mts'],
  {cwd: folder, encoding: 'utf8'});
  return status === 0 ? [] : [stdout];
}

await run(async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'comitia-types-'));
  try {
    const own = path.join(folder, 'node_modules', 'comitia');
    fs.mkdirSync(own, {recursive: true});
    fs.writeFileSync(path.join(own, 'index.d.mts'), execFileSync(
      'python3', [path.join(root, 'tools/js_types.py')]));
    fs.writeFileSync(path.join(own, 'package.json'), fs.readFileSync(
      path.join(root, 'js/package.json.in'), 'utf8').replace('@VERSION@', '1.0.0'));
    testCase('a program that is right has the right types',
      complaints(folder, USER));
    for (const line of WRONG)
      testCase(`a wrong line is found: ${line}`,
        complaints(folder, USER + line + '\n').length ? [] : ['it is not']);
  } finally {
    fs.rmSync(folder, {recursive: true});
  }
});
