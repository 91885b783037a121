// How JavaScript talks to the engine: engine.c says what a request is.

const encoder = new TextEncoder();

/* When there is not even room for the words. */
const NO_MEMORY = {exit: 69, out: new Uint8Array(),
  err: encoder.encode('comitia: out of memory\n')};

/** A text or bytes, as bytes. */
function bytesOf(content) {
  return typeof content === 'string' ? encoder.encode(content) : content;
}

/** The bytes of a request: words of a command line, and [{path, content}]. */
function requestOf(words, files) {
  const parts = [];
  const number = (n) => parts.push(
    new Uint8Array([n, n >>> 8, n >>> 16, n >>> 24]));
  const text = (s) => parts.push(encoder.encode(s.replaceAll('\0', '') + '\0'));
  number(words.length);
  number(files.length);
  words.forEach(text);
  for (const {path, content} of files) {
    const bytes = bytesOf(content);
    text(path);
    number(bytes.length);
    parts.push(bytes);
  }
  const whole = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Makes an engine of a compiled module.
 *
 * progress(doing, steps, limit) is called now and then; true stops the question.
 * The engine is a function of words and files that gives {exit, out, err}, out
 * and err as bytes. It throws when the engine traps; it is then of no more use.
 */
export async function makeEngine(module, progress = () => false) {
  let wasm;
  const bytes = (at, n) => new Uint8Array(wasm.memory.buffer, at, n);
  const imports = {comitia: {
    progress(doing, n, steps, limit) {
      const text = new TextDecoder().decode(bytes(doing, n));
      return progress(text, steps, limit) ? 1 : 0;
    },
  }};
  // The C library knows files, of which there are none here: "not supported".
  for (const {module: from, name} of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] ??= () => 52;
  }
  wasm = (await WebAssembly.instantiate(module, imports)).exports;
  wasm._initialize?.();

  const ask = (words, files) => {
    const request = requestOf(words, files);
    const block = wasm.web_alloc(request.length);
    if (!block)
      return NO_MEMORY;
    bytes(block, request.length).set(request);
    const result = wasm.web_ask(block, request.length);
    // Memory may have grown meanwhile: every view is taken anew.
    const [exit, out, nOut, err, nErr] =
      new Uint32Array(wasm.memory.buffer, result, 5);
    const answer = {exit, out: bytes(out, nOut).slice(),
      err: bytes(err, nErr).slice()};
    wasm.web_done();
    wasm.web_free(block);
    return exit === NO_MEMORY.exit && !nOut && !nErr ? NO_MEMORY : answer;
  };
  ask.memory = wasm.memory;
  return ask;
}
