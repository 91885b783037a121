// The worker of the page: one engine, one question at a time.

import {unpackEngine} from './unpack.mjs';
import {makeEngine} from './wire.mjs';

const SHOWN_MS = 200; // between two lines of progress

let started;
const engine = new Promise((resolve) => { started = resolve; });
let progress = () => false; // of the question under way

/* Whoever starts the next worker need not unpack and compile again. */
async function start({module, packed}) {
  if (!module) {
    module = await WebAssembly.compile(await unpackEngine(packed));
    postMessage({module});
  }
  return makeEngine(module, (...now) => progress(...now));
}

function answer(ask, {id, words, files}) {
  let next = performance.now() + SHOWN_MS;
  progress = (doing, steps, limit) => {
    const now = performance.now();
    if (now >= next) {
      next = now + SHOWN_MS;
      postMessage({id, progress: {doing, steps, limit}});
    }
    return false;
  };
  const {exit, out, err} = ask(words, files);
  const decoder = new TextDecoder();
  postMessage({id, answer: {exit, out: decoder.decode(out),
    err: decoder.decode(err)}});
}

onmessage = async ({data}) => {
  try {
    if (data.id)
      answer(await engine, data);
    else
      started(await start(data));
  } catch (error) {
    postMessage({id: data.id, broken: String(error)});
  }
};
