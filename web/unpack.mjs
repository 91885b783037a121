// Unpacks the engine as it stands in a page, four things apart by dots: the size
// of the engine, its size when packed, a small engine that unpacks
// (engine/unpack.c) in base64, and the large one, packed, in base 85.

const PAGE = 65536;

function fromBase64(text) {
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = letters.charCodeAt(i);
  return bytes;
}

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz' +
  '!#]%/()*+-;,=:?@^_[{|}~';

/* Five letters are four bytes, the first one the largest. */
function fromBase85(text, n) {
  const value = new Uint8Array(128), bytes = new Uint8Array(text.length / 5 * 4);
  for (let i = 0; i < LETTERS.length; i++)
    value[LETTERS.charCodeAt(i)] = i;
  for (let from = 0, to = 0; from < text.length; to += 4) {
    let sum = 0;
    for (const end = from + 5; from < end; from++)
      sum = sum * 85 + value[text.charCodeAt(from)];
    bytes[to] = sum >>> 24;
    bytes[to + 1] = sum >>> 16;
    bytes[to + 2] = sum >>> 8;
    bytes[to + 3] = sum;
  }
  return bytes.subarray(0, n);
}

/** The bytes of the engine. */
export async function unpackEngine(text) {
  const [size, n, small, large] = text.trim().split('.');
  const nOut = Number(size), packed = fromBase85(large, Number(n));
  const {instance: {exports: {memory, unpack, __heap_base: heap}}} =
    await WebAssembly.instantiate(fromBase64(small));
  const from = heap.value, to = from + packed.length;
  memory.grow(Math.ceil((to + nOut) / PAGE) - memory.buffer.byteLength / PAGE);
  new Uint8Array(memory.buffer).set(packed, from);
  if (!unpack(from, packed.length, to, nOut))
    throw new Error('the engine of this page is damaged');
  return new Uint8Array(memory.buffer, to, nOut);
}
