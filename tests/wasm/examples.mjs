// Examples asked everything, by the program and by the engine for browsers:
// node examples.mjs PROGRAM ENGINE EXAMPLES FILE...

import {Both, filesUnder, moduleOf} from './both.mjs';
import {run} from './tap.mjs';

// Both stop at the same step, so what is out of reach is compared as well.
const LIMIT = ['--limit', '20000000'];

const [program, engine, folder, ...names] = process.argv.slice(2);

/* {kind: names} of what the file itself declares. */
function declaredBy(shown) {
  const kinds = {};
  for (const {kind, name} of JSON.parse(new TextDecoder().decode(shown.out))
    .declarations)
    if (name)
      (kinds[kind] ??= []).push(name);
  return (kind) => kinds[kind] ?? [];
}

function* questions(of) {
  yield ['check'];
  yield ['fmt'];
  yield ['show', '--svg'];
  yield ['show', '--dot'];
  yield ['show'];
  for (const format of ['text', 'json', 'markdown', 'html'])
    yield ['brief', '--format', format];
  yield ['brief', '--on', '2016-07', '--json'];
  yield ['timeline'];
  for (const verb of ['check', 'status', 'belief', 'deal', 'timeline'])
    yield [verb, '--json'];
  const acts = of('act'), subjects = [...of('outcome'), ...of('ladder'), ...acts];
  for (const name of subjects) {
    for (const verb of ['status', 'who', 'power', 'chance', 'why', 'how'])
      yield [verb, name, '--json'];
    yield ['who', name, '--otherwise', 'worst', '--json'];
    yield ['power', name, '--free', 'all', '--index', 'banzhaf,shapley'];
  }
  for (const act of acts)
    yield ['needs', act, '--json'];
  for (const fact of of('fact')) {
    yield ['status', '--each', fact, '--json'];
    yield ['status', '--suppose', `${fact}=no`];
  }
  const players = [...of('actor'), ...of('party'), ...of('member')].slice(0, 2);
  for (const name of players.length ? subjects.slice(0, 4) : [])
    for (const action of ['force', 'block'])
      yield ['can', players.join(','), action, name, '--json'];
  for (const talks of of('talks'))
    yield ['deal', talks, '--doubt-given'];
}

await run(async () => {
  const both = new Both(program, await moduleOf(engine));
  const files = filesUnder(folder, folder);
  for (const file of names) {
    const ask = ([verb, ...words]) => both.case(
      [verb, file, ...words, ...verb === 'fmt' ? [] : LIMIT], files, folder);
    const of = declaredBy(await ask(['show', '--json']));
    for (const words of questions(of))
      await ask(words);
  }
});
