// The golden cases, models that are wrong, and questions without a model, by
// the program and by the engine for browsers:
// node cases.mjs PROGRAM ENGINE ROOT

import fs from 'node:fs';
import path from 'node:path';

import {Both, filesUnder, moduleOf} from './both.mjs';
import {run} from './tap.mjs';

const [program, engine, root] = process.argv.slice(2);
const under = (...parts) => path.join(root, ...parts);

const ALONE = [
  [], ['help'], ['--help'], ['--version'], ['chek', 'x'], ['help', 'power'],
  ['help', 'page'], ['power', '-q'], ['status'], ['completions', 'bash'],
  ['completions', 'fish'], ['explain', 'C0104'], ['explain', 'C0701', '--json'],
  ['explain', 'C9999'], ['status', 'missing.comitia'],
  ['power', '--quota', '58', '50', '30', '20', '15', '--json'],
  ['power', '--quota', '2/3', '1000000000000', '999999999999', '7', '--json'],
  ['power', '--more-than', '85%', '5', '4', '3', '2', '1'],
  ['power', '--quota', '2', '--csv', 'missing.csv', '--weight', 'w'],
  ['power', '--quota', '99999999999999999999999999', '1', '2'],
];

/* The commands of a shell line; those that need a shell are left out. */
function commandsOf(line) {
  return line.split(/&&|;|\n/).map((part) => part.trim())
    .filter((part) => part.startsWith('comitia ') && !/[*<>|$']/.test(part))
    .map((part) => [...part.matchAll(/"([^"]*)"|(\S+)/g)]
      .map(([, quoted, plain]) => quoted ?? plain).slice(1));
}

async function golden(both) {
  const folder = under('tests', 'golden');
  for (const name of fs.readdirSync(folder)) {
    const cwd = path.join(folder, name), cmd = path.join(cwd, 'cmd');
    const line = fs.existsSync(cmd) ? fs.readFileSync(cmd, 'utf8') : '';
    if (!line || line.includes('cd '))
      continue;
    const files = [...filesUnder(folder, cwd), ...filesUnder(under('examples'), cwd)];
    for (const words of commandsOf(line))
      await both.case(words, files, cwd);
  }
}

/* Any bytes have an answer, and the same one. */
async function corpus(both) {
  for (const kind of ['model', 'pipeline']) {
    const folder = under('fuzz', 'corpus', kind);
    const files = filesUnder(folder, folder);
    for (const {path: file} of files)
      for (const [verb, ...words] of [['check', '--json'], ['fmt'],
        ['brief', '--limit', '1000000']])
        await both.case([verb, file, ...words], files, folder);
  }
}

await run(async () => {
  const both = new Both(program, await moduleOf(engine));
  for (const words of ALONE)
    await both.case(words, [], root);
  await golden(both);
  await corpus(both);
});
