// What `comitia page` writes: node written.mjs PROGRAM ENGINE ROOT

import {execFileSync, spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import {readModel} from '../../web/model.mjs';
import {unpackEngine} from '../../web/unpack.mjs';
import {makeEngine} from '../../web/wire.mjs';
import {run, skipAll, testCase} from './tap.mjs';

const [program, engine, root] = process.argv.slice(2)
  .map((name) => path.resolve(name));
const MOST_BYTES = 400000;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'comitia-page-'));
const inFolder = (name) => path.join(folder, name);

function comitia(...words) {
  return spawnSync(program, words, {cwd: folder, encoding: 'utf8',
    maxBuffer: 1 << 24, env: {...process.env, LC_ALL: 'C.UTF-8'}});
}

/* What stands in an element; markup is read as a browser would, to the first
   end of a script. */
function element(html, id) {
  const at = html.indexOf(`id="${id}"`), start = html.indexOf('>', at) + 1;
  return html.slice(start, html.toLowerCase().indexOf('</script', start));
}

function pageOf(model) {
  const {status, stderr} = comitia('page', model, '-o', 'page.html');
  return {status, stderr, html: status === 0
    ? fs.readFileSync(inFolder('page.html'), 'utf8') : ''};
}

function sizes() {
  const examples = path.join(root, 'examples'), problems = [];
  let largest = 0;
  for (const name of fs.readdirSync(examples)) {
    if (!name.endsWith('.comitia'))
      continue;
    const {status, stderr, html} = pageOf(path.join(examples, name));
    largest = Math.max(largest, Buffer.byteLength(html));
    if (status !== 0 || Buffer.byteLength(html) >= MOST_BYTES)
      problems.push(`${name}: exit ${status}, ${html.length} bytes: ${stderr}`);
  }
  testCase(`every example is a page of less than ${MOST_BYTES} bytes`, problems);
  console.log(`# the largest has ${largest} bytes`);
}

/* The engine in the page answers about the model in the page. */
async function answers() {
  const file = path.join(root, 'examples', 'eu-council.comitia');
  const {html} = pageOf(file), problems = [];
  const model = readModel(element(html, 'comitia-model'));
  const bytes = await unpackEngine(element(html, 'comitia-engine'));
  if (!Buffer.from(bytes).equals(fs.readFileSync(engine)))
    problems.push('the engine in the page is another');
  const ask = await makeEngine(await WebAssembly.compile(bytes));
  const {out} = ask(['brief', model.main, '--json'], model.files);
  const native = execFileSync(program, ['brief', 'eu-council.comitia', '--json'],
    {cwd: path.dirname(file), maxBuffer: 1 << 24});
  if (!Buffer.from(out).equals(native))
    problems.push('its briefing is another');
  testCase('a page has its model, its tables and the engine', problems);
}

function hostile() {
  const text = '# </script><script>alert(1)</script><!-- \u2028 & \u00e9 \\ "\n' +
    'use "sub/</SCRIPT>.comitia"\nfact F "<img src=x onerror=alert(1)>"\n';
  fs.mkdirSync(inFolder('sub'));
  fs.mkdirSync(inFolder('sub/<'));
  fs.writeFileSync(inFolder('sub/</SCRIPT>.comitia'), 'fact G\n');
  fs.writeFileSync(inFolder('hostile.comitia'), text);
  const {status, stderr, html} = pageOf('hostile.comitia'), problems = [];
  if (status !== 0)
    problems.push(`exit ${status}: ${stderr}`);
  const {main, files} = readModel(element(html, 'comitia-model'));
  if (main !== 'hostile.comitia' || files[0]?.content !== text ||
      files[1]?.path !== 'sub/</SCRIPT>.comitia' ||
      files[1]?.content !== 'fact G\n')
    problems.push(JSON.stringify(files));
  if (element(html, 'comitia-model').includes('<'))
    problems.push('a < stands in the model');
  testCase('nothing in a model can end its element', problems);
}

function bytes() {
  const latin = Buffer.from('fact F\n# caf\xe9 \n', 'latin1');
  fs.writeFileSync(inFolder('table.csv'), Buffer.from('n\nA\xe9\n', 'latin1'));
  fs.writeFileSync(inFolder('latin.comitia'), latin);
  const {status, stderr} = comitia('page', 'latin.comitia');
  testCase('a file that is no UTF-8 is an error, and no page',
    status === 65 && stderr.includes('C0102') ? [] : [`${status}: ${stderr}`]);
}

function policy() {
  fs.writeFileSync(inFolder('m.comitia'), 'fact F\n');
  const {html} = pageOf('m.comitia'), problems = [];
  const [, text] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  if (!text?.startsWith("default-src 'none'; "))
    problems.push(`policy: ${text}`);
  if (/script-src[^;]*'unsafe-(inline|eval)'/.test(text))
    problems.push('scripts that a model might bring would run');
  for (const [, script] of html.matchAll(/<script>([\s\S]*?)<\/script>/g)) {
    const hash = createHash('sha256').update(script).digest('base64');
    if (!text.includes(`'sha256-${hash}'`))
      problems.push('a script of the page is not in its policy');
  }
  if (/(src|href)="?https?:|url\(["']?https?:|@import/.test(
    html.replace(element(html, 'comitia-model'), '')))
    problems.push('something is looked for elsewhere');
  testCase('only the scripts of the page run, and they ask nobody', problems);
}

function refusals() {
  fs.writeFileSync(inFolder('broken.comitia'), 'fact\n');
  const said = (name, words, exit, text) => {
    const {status, stdout, stderr} = comitia(...words);
    testCase(name, status === exit && stderr.includes(text) && !stdout ? []
      : [`exit ${status}`, stderr, stdout.slice(0, 200)]);
  };
  said('a model with errors is no page', ['page', 'broken.comitia', '-o',
    'broken.html'], 65, 'broken.comitia:');
  said('a file that is not there is no page', ['page', 'none.comitia'], 66,
    'No such file');
  said('a page that cannot be written is said', ['page', 'm.comitia', '-o',
    'none/page.html'], 74, 'none/page.html: No such file');
  said('-o needs a file', ['page', 'm.comitia', '-o'], 64, 'needs a value');
  testCase('a refusal leaves no file', fs.existsSync(inFolder('broken.html'))
    ? ['broken.html'] : []);
  const piped = comitia('page', 'm.comitia');
  testCase('without -o the page goes to standard output',
    piped.status === 0 && piped.stdout === pageOf('m.comitia').html ? []
      : [piped.stderr]);
}

if (!fs.existsSync(engine) || comitia('page', 'none.comitia').status === 69)
  skipAll('make wasm builds the page');
await run(async () => {
  sizes();
  await answers();
  hostile();
  bytes();
  policy();
  refusals();
});
fs.rmSync(folder, {recursive: true});
