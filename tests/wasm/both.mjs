// The program and the engine for browsers, asked the same.

import {spawn} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import {makeEngine} from '../../web/wire.mjs';
import {skipAll, testCase} from './tap.mjs';

/** The compiled engine; without one there is nothing to test. */
export function moduleOf(engine) {
  if (!fs.existsSync(engine))
    skipAll('make wasm builds the engine');
  return WebAssembly.compile(fs.readFileSync(engine));
}

function runProgram(program, words, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words,
      {cwd, stdio: ['ignore', 'pipe', 'pipe'],
        env: {...process.env, LC_ALL: 'C.UTF-8', NO_COLOR: '1'}});
    const out = [], err = [];
    child.stdout.on('data', (bytes) => out.push(bytes));
    child.stderr.on('data', (bytes) => err.push(bytes));
    child.on('error', reject);
    child.on('close', (exit) => resolve(
      {exit, out: Buffer.concat(out), err: Buffer.concat(err)}));
  });
}

/** What lies under `folder`, named as from `cwd`. */
export function filesUnder(folder, cwd) {
  return fs.readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .map((file) => ({path: path.relative(cwd, file),
      content: fs.readFileSync(file)}));
}

function difference(stream, native, wasm) {
  native = Buffer.from(native), wasm = Buffer.from(wasm);
  if (native.equals(wasm))
    return [];
  const a = native.toString().split('\n'), b = wasm.toString().split('\n');
  const at = a.findIndex((line, i) => line !== b[i]);
  return [`${stream}, line ${at + 1}:`, `program: ${a[at]}`.slice(0, 2000),
    `engine:  ${b[at]}`.slice(0, 2000)];
}

/** Asks both; cases are that streams and exit codes are the same. */
export class Both {
  #program;
  #module;
  #ask;

  constructor(program, module) {
    this.#program = path.resolve(program);
    this.#module = module;
  }

  async engine(words, files) {
    this.#ask ??= await makeEngine(this.#module);
    try {
      return this.#ask(words, files);
    } catch (trap) {
      this.#ask = null; // its memory cannot be trusted any more
      return {exit: `trap: ${trap.stack}`, out: '', err: ''};
    }
  }

  async case(words, files, cwd) {
    const running = runProgram(this.#program, words, cwd);
    const wasm = await this.engine(words, files);
    const native = await running;
    testCase(words.join(' '), [
      ...native.exit === wasm.exit ? []
        : [`exit: program ${native.exit}, engine ${wasm.exit}`],
      ...difference('out', native.out, wasm.out),
      ...difference('err', native.err, wasm.err)]);
    return wasm;
  }
}
