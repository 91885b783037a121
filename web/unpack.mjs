// Unpacks the engine as it stands in a page: in base64 and apart by a dot, the
// size of the engine, a small engine that unpacks (engine/unpack.c), and the
// large one, packed.

const PAGE = 65536;

function fromBase64(text) {
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = letters.charCodeAt(i);
  return bytes;
}

/** The bytes of the engine. */
export async function unpackEngine(text) {
  const [size, small, large] = text.trim().split('.');
  const nOut = Number(size), packed = fromBase64(large);
  const {instance: {exports: {memory, unpack, __heap_base: heap}}} =
    await WebAssembly.instantiate(fromBase64(small));
  const from = heap.value, to = from + packed.length;
  memory.grow(Math.ceil((to + nOut) / PAGE) - memory.buffer.byteLength / PAGE);
  new Uint8Array(memory.buffer).set(packed, from);
  if (!unpack(from, packed.length, to, nOut))
    throw new Error('the engine of this page is damaged');
  return new Uint8Array(memory.buffer, to, nOut);
}
