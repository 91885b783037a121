// The engine when memory is short, the stack deep, or a request broken:
// node memory.mjs PROGRAM ENGINE ROOT

import fs from 'node:fs';
import path from 'node:path';

import {makeEngine} from '../../web/wire.mjs';
import {readModel, writeModel} from '../../web/model.mjs';
import {Both, moduleOf} from './both.mjs';
import {run, testCase} from './tap.mjs';

const [program, engine, root] = process.argv.slice(2);
const text = (bytes) => new TextDecoder().decode(bytes);

/* A number of WebAssembly at `at`, and where the next one begins. */
function number(bytes, at) {
  let value = 0, shift = 0, byte;
  do {
    byte = bytes[at++];
    value |= (byte & 127) << shift;
    shift += 7;
  } while (byte & 128);
  return [value, at];
}

/* The engine with another limit of its memory; and its
   least. The limit stands in section 5: one memory, flags, least, most. */
function limited(bytes, pages) {
  for (let at = 8, length; at < bytes.length; at += length) {
    const id = bytes[at];
    [length, at] = number(bytes, at + 1);
    if (id !== 5)
      continue;
    const [least, most] = number(bytes, at + 2), [, end] = number(bytes, most);
    const copy = bytes.slice();
    for (let i = most; i < end; i++, pages >>= 7)
      copy[i] = (pages & 127) | (i < end - 1 ? 128 : 0);
    return {least, bytes: copy};
  }
}

/* An engine that has `spare` pages more than it begins with. */
async function tight(bytes, spare) {
  const {least} = limited(bytes, 0);
  return makeEngine(await WebAssembly.compile(
    limited(bytes, least + spare).bytes));
}

/* Eighty weights of many digits: large numbers, and much memory. */
const heavy = ['power', '--quota', '1/2', '--json', '--limit', '50000000',
  ...Array.from({length: 80}, (_, i) => String(1000003 * (i + 1) ** 2))];

async function shortOfMemory(bytes, module) {
  const seen = new Set(), problems = [];
  const model = fs.readFileSync(path.join(root, 'examples',
    'cambodia-2016.comitia'));
  const files = [{path: 'm', content: model}];
  const whole = (await makeEngine(module))(['brief', 'm'], files);
  for (let spare = 0; spare < 120; spare += 8) {
    const ask = await tight(bytes, spare);
    try {
      const {exit, out, err} = ask(['brief', 'm'], files);
      seen.add(exit);
      if (exit === 69 ? !text(err).includes('out of memory')
        : exit !== 0 || text(out) !== text(whole.out))
        problems.push(`${spare} pages: exit ${exit}: ${text(err)}`);
      const again = ask(['--version'], []);
      if (exit === 0 && again.exit !== 0)
        problems.push(`${spare} pages: no answer afterwards`);
    } catch (trap) {
      problems.push(`${spare} pages: ${trap}`);
    }
  }
  testCase('a page short of memory says so, or answers in full', problems);
  testCase('both were seen', seen.has(0) && seen.has(69) ? []
    : [[...seen].join(' ')]);
}

async function shortOfNumbers(bytes) {
  const problems = [];
  for (const spare of [70, 90, 120, 250, 700]) {
    try {
      const {exit, err} = (await tight(bytes, spare))(heavy, []);
      if (exit !== 0 && exit !== 69)
        problems.push(`${spare} pages: exit ${exit}: ${text(err)}`);
    } catch (trap) {
      problems.push(`${spare} pages: ${trap}`);
    }
  }
  testCase('large numbers that find no memory end without a trap', problems);
}

async function broken(module) {
  const imports = {};
  for (const {module: from, name} of WebAssembly.Module.imports(module))
    (imports[from] ??= {})[name] = () => 0;
  const {exports} = await WebAssembly.instantiate(module, imports);
  exports._initialize?.();
  const exitOf = (bytes) => {
    const block = exports.web_alloc(bytes.length || 1);
    new Uint8Array(exports.memory.buffer, block, bytes.length).set(bytes);
    const result = exports.web_ask(block, bytes.length);
    const [exit] = new Uint32Array(exports.memory.buffer, result, 1);
    exports.web_done();
    exports.web_free(block);
    return exit;
  };
  const requests = [[], [1], [1, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0],
    [1, 0, 0, 0, 0, 0, 0, 0, 65, 66], [255, 255, 255, 255, 255, 255, 255, 255],
    [0, 0, 0, 0, 1, 0, 0, 0, 65, 0, 255, 255, 255, 255, 1],
    [0, 0, 0, 0, 1, 0, 0, 0, 65, 0, 9, 0, 0, 0, 1]];
  testCase('a request that is none is refused',
    requests.filter((bytes) => exitOf(Uint8Array.from(bytes)) !== 69)
      .map(String));
}

/* As deep and as wide as the language allows. */
async function deep(both) {
  const nested = `${'('.repeat(199)}F${')'.repeat(199)}`;
  const chain = Array.from({length: 3000}, (_, i) =>
    `outcome O${i + 1} when O${i} or F`).join('\n');
  const members = Array.from({length: 8000}, (_, i) => `m${i}`).join(' ');
  const models = {
    nested: `fact F\noutcome O when ${nested}\n`,
    nesting: `fact F\noutcome O when ${'('.repeat(5000)}F\n`,
    chain: `fact F\noutcome O0 when F\n${chain}\n`,
    wide: `body B members ${members}\nact A by B needs at least 2/3 of members\n`,
    large: 'body B party P 999999999999999 party Q 123456789012345\n' +
      'act A by B needs more than half of seats\n',
  };
  for (const [name, content] of Object.entries(models)) {
    const folder = fs.mkdtempSync(path.join(process.env.TMPDIR ?? '/tmp', 'deep-'));
    const file = path.join(folder, 'm.comitia');
    fs.writeFileSync(file, content);
    for (const words of [['check'], ['status', '--json'], ['brief', '--json'],
      ['fmt']]) {
      const [verb, ...rest] = words;
      const limit = verb === 'fmt' ? [] : ['--limit', '20000000'];
      await both.case([verb, 'm.comitia', ...rest, ...limit],
        [{path: 'm.comitia', content}], folder);
    }
    fs.rmSync(folder, {recursive: true});
  }
}

function models() {
  const hostile = {main: 'a\u2028".comitia', files: [
    {path: 'a\u2028".comitia', content: '</script><!--\u0000\ud7ff"\\\n'},
    {path: 'raw', content: new Uint8Array([0, 128, 255, 60, 47])}]};
  const json = writeModel(hostile);
  testCase('a model in a page comes back as it was', [
    ...JSON.stringify(readModel(json)) === JSON.stringify(hostile) ? [] : [json],
    ...json.includes('<') ? [json] : []]);
}

await run(async () => {
  const module = await moduleOf(engine);
  const bytes = fs.readFileSync(engine);
  await shortOfMemory(bytes, module);
  await shortOfNumbers(bytes);
  await broken(module);
  await deep(new Both(program, module));
  models();
});
