// comitia for JavaScript: who can decide what, exactly.
//
// The engine is the C library as WebAssembly: it gives the bytes that the
// program gives. Exact quantities are strings ("82", "421/2145"), because a
// number of JavaScript would round them; fraction() and toNumber() read them.

import {makeEngine} from './wire.mjs';

const WASM = new URL('./comitia.wasm', import.meta.url);
const decoder = new TextDecoder();

const ILL_POSED = 4, USAGE = 64; // exit codes: LANGUAGE, section 13

/** A question without an answer: what was wrong stands in `diagnostics`. */
export class ComitiaError extends Error {
  constructor(message, exit, diagnostics = []) {
    super(message);
    this.name = 'ComitiaError';
    this.exit = exit;
    this.diagnostics = diagnostics;
  }
}

/** "421/2145" as {numerator, denominator}, two BigInts; null for null. */
export function fraction(text) {
  if (text === null || text === undefined)
    return null;
  const [, whole, digits = '', under = '1'] =
    /^(-?\d+)(?:\.(\d+))?(?:\/(\d+))?$/.exec(text) ?? [];
  if (whole === undefined)
    throw new TypeError(`no exact number: ${text}`);
  return {numerator: BigInt(whole + digits),
    denominator: BigInt(under) * 10n ** BigInt(digits.length)};
}

/** The nearest number of JavaScript, for drawing; NaN for null. */
export function toNumber(text) {
  const f = fraction(text);
  if (!f)
    return NaN;
  const {numerator: n, denominator: d} = f;
  // 64 bits of the quotient, so that long fractions do not overflow.
  const size = (x) => (x < 0n ? -x : x).toString(2).length;
  const shift = BigInt(Math.max(0, 64 - size(n) + size(d)));
  const quotient = Number((n << shift) / d);
  const half = shift / 2n; // 2^-1100 alone would be 0
  return quotient / Number(1n << half) / Number(1n << (shift - half));
}

/* ---- the words of a command line ------------------------------------------- */

const JOINED = new Set(['index']); // with commas; other lists are repeated

function optionWords(options) {
  const words = [];
  for (const [key, value] of Object.entries(options)) {
    const name = '--' + key.replaceAll(/[A-Z]/g, (c) => '-' + c.toLowerCase());
    if (value === undefined || value === null || value === false)
      continue;
    if (value === true)
      words.push(name);
    else if (Array.isArray(value) && JOINED.has(key))
      words.push(`${name}=${value.join(',')}`);
    else
      for (const one of [value].flat())
        words.push(`${name}=${one}`);
  }
  return words;
}

/* ---- models ------------------------------------------------------------------- */

/** A model's text with the files it uses; never changes. */
class Model {
  #comitia;
  #files;

  constructor(comitia, files, path) {
    this.#comitia = comitia;
    this.#files = files;
    this.path = path;
  }

  #ask(verb, words, options) {
    return this.#comitia.ask([verb, this.path, ...words],
      {options, files: this.#files});
  }

  #print(verb, words, options) {
    return this.#comitia.print([verb, this.path, ...words],
      {options, files: this.#files});
  }

  check(options) { return this.#ask('check', [], options); }
  brief(options) { return this.#ask('brief', [], options); }
  status(names = [], options = {}) {
    return this.#ask('status', [names].flat(), options);
  }
  needs(act, options) { return this.#ask('needs', [act], options); }
  can(who, action, name, options) {
    return this.#ask('can', [[who].flat().join(','), action, name], options);
  }
  who(name, options) { return this.#ask('who', [name], options); }
  power(name, options) { return this.#ask('power', [name], options); }
  chance(name, options) { return this.#ask('chance', [name], options); }
  belief(names = [], options = {}) {
    return this.#ask('belief', [names].flat(), options);
  }
  deal(talks, options) {
    return this.#ask('deal', talks ? [talks] : [], options);
  }
  timeline(options) { return this.#ask('timeline', [], options); }
  why(name, options) { return this.#ask('why', [name], options); }
  how(name, options) { return this.#ask('how', [name], options); }
  show(options) { return this.#ask('show', [], options); }

  /** What the program prints for a verb and names, as text. */
  text(verb, names = [], options = {}) {
    return this.#print(verb, [names].flat(), options);
  }
  /** The briefing as one HTML file, or as Markdown. */
  html(options) { return this.#print('brief', [], {...options, format: 'html'}); }
  markdown(options) {
    return this.#print('brief', [], {...options, format: 'markdown'});
  }
  /** A picture: what the model defines, of `needs` seats and thresholds, of
      `power` the indices beside seats. */
  svg(verb = 'show', names = [], options = {}) {
    if (typeof verb !== 'string') // svg(options)
      return this.svg('show', [], verb);
    return this.#print(verb, [names].flat(), {...options, svg: true});
  }
  /** The text in its standard layout. */
  format() { return this.#print('fmt', [], {}); }
}

/* ---- the engine ----------------------------------------------------------------- */

/** One engine: one question at a time, in the thread that asks. */
class Comitia {
  #engine;

  constructor(engine) {
    this.#engine = engine;
  }

  /** {exit, out, err} of a command line, the last two as text. */
  run(words, files = []) {
    if (!this.#engine)
      throw new ComitiaError('this engine broke: load() makes another', 70);
    let answer;
    try {
      answer = this.#engine(words, files);
    } catch (trap) {
      this.#engine = null; // its memory cannot be trusted any more
      throw new ComitiaError(`the engine broke: ${trap.message}`, 70);
    }
    return {exit: answer.exit, out: decoder.decode(answer.out),
      err: decoder.decode(answer.err)};
  }

  /** The JSON of an answer; throws a ComitiaError if there is none. */
  ask(words, {options = {}, files = []} = {}) {
    const {exit, out, err} =
      this.run([...words, ...optionWords({...options, json: true})], files);
    if (!out.startsWith('{'))
      throw new ComitiaError(err.trim() || out.trim(), exit);
    const answer = JSON.parse(out);
    if (exit >= USAGE || exit === ILL_POSED)
      throw new ComitiaError(messageOf(answer), exit, answer.diagnostics);
    return answer;
  }

  /** What is printed; throws a ComitiaError with what was complained of. */
  print(words, {options = {}, files = []} = {}) {
    const {exit, out, err} =
      this.run([...words, ...optionWords(options)], files);
    if (exit >= USAGE || exit === ILL_POSED)
      throw new ComitiaError(err.trim() || out.trim(), exit);
    return out;
  }

  /** A model: its text, or a function of options that reads files. */
  model(text, {path = 'model.comitia', files = {}} = {}) {
    const all = {...files, [path]: text};
    return new Model(this, Object.entries(all).map(
      ([name, content]) => ({path: name, content})), path);
  }

  /** What changed in the answers from one text to another. */
  diff(before, after, options = {}) {
    return this.ask(['diff', 'before.comitia', 'after.comitia'], {options,
      files: [{path: 'before.comitia', content: before},
        {path: 'after.comitia', content: after}]});
  }

  /** Power of a weighted rule: {quota or moreThan, index, ...}. */
  power(weights, options) {
    return this.ask(['power', ...weights.map(String)], {options});
  }

  /** A page about a diagnostic. */
  explain(code) { return this.ask(['explain', code]); }

  get version() {
    return this.run(['--version']).out.trim().split(' ')[1];
  }
}

/** Compiles the engine once: a module to give to load() in several workers. */
export async function compile(wasm = WASM) {
  if (wasm instanceof WebAssembly.Module)
    return wasm;
  if (wasm instanceof URL && wasm.protocol === 'file:') {
    const {readFile} = await import('node:fs/promises');
    wasm = await readFile(wasm);
  }
  if (wasm instanceof URL || typeof wasm === 'string') {
    const response = await fetch(wasm);
    if (!response.ok)
      throw new Error(`${wasm}: ${response.status}`);
    wasm = await response.arrayBuffer();
  }
  return WebAssembly.compile(wasm);
}

/**
 * An engine. `wasm`: a compiled module, bytes or an address, if it does not
 * stand beside this file. `progress(doing, steps, limit)` is called now and then
 * during a long question; returning true stops it.
 */
export async function load({wasm, progress} = {}) {
  return new Comitia(await makeEngine(await compile(wasm), progress));
}

function messageOf(answer) {
  const place = ({file, line, column}) =>
    line ? `${file}:${line}:${column}: ` : '';
  const said = answer.diagnostics
    .filter(({severity}) => severity === 'error' || severity === 'refused')
    .map((d) => `${place(d)}${d.message} [${d.code}]` +
      (d.help ? `\nhelp: ${d.help}` : ''));
  return said.join('\n') || `no answer (exit ${answer.exit})`;
}
