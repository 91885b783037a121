// Unpacks LZMA (the .lzma format). Browsers unpack gzip by themselves, but the
// engine would then be a quarter larger, and with it every page.

const STATES = 12, POSITIONS = 16; // of the position states pb allows: 2^4
const START = 1024; // a bit that is as likely 0 as 1

class Bits {
  constructor(packed, at) {
    this.packed = packed;
    this.at = at + 1; // the first byte of the range coder is 0
    this.range = 0xFFFFFFFF;
    this.code = 0;
    for (let i = 0; i < 4; i++)
      this.code = (this.code << 8 | packed[this.at++]) >>> 0;
  }

  #shift() {
    if (this.range < 0x1000000) {
      this.range = (this.range << 8) >>> 0;
      this.code = (this.code << 8 | this.packed[this.at++]) >>> 0;
    }
  }

  /** A bit whose likelihood is learnt at model[i]. */
  bit(model, i) {
    const p = model[i], bound = (this.range >>> 11) * p;
    let bit;
    if (this.code < bound) {
      this.range = bound;
      model[i] = p + ((2048 - p) >> 5);
      bit = 0;
    } else {
      this.range -= bound;
      this.code -= bound;
      model[i] = p - (p >> 5);
      bit = 1;
    }
    this.#shift();
    return bit;
  }

  /** n bits, each as likely 0 as 1. */
  plain(n) {
    let value = 0;
    while (n-- > 0) {
      this.range >>>= 1;
      const bit = this.code >= this.range ? 1 : 0;
      if (bit)
        this.code -= this.range;
      this.#shift();
      value = value << 1 | bit;
    }
    return value >>> 0;
  }

  /** n bits, the highest first, of a tree at model[offset]. */
  tree(model, offset, n) {
    let at = 1;
    for (let i = 0; i < n; i++)
      at = at << 1 | this.bit(model, offset + at);
    return at - (1 << n);
  }

  /** n bits, the lowest first. */
  reversed(model, offset, n) {
    let at = 1, value = 0;
    for (let i = 0; i < n; i++) {
      const bit = this.bit(model, offset + at);
      at = at << 1 | bit;
      value |= bit << i;
    }
    return value;
  }
}

const models = (n) => new Uint16Array(n).fill(START);

class Lengths {
  constructor() {
    this.choice = models(2);
    this.low = models(POSITIONS << 3);
    this.middle = models(POSITIONS << 3);
    this.high = models(256);
  }

  read(bits, position) {
    if (!bits.bit(this.choice, 0))
      return 2 + bits.tree(this.low, position << 3, 3);
    if (!bits.bit(this.choice, 1))
      return 10 + bits.tree(this.middle, position << 3, 3);
    return 18 + bits.tree(this.high, 0, 8);
  }
}

class Distances {
  constructor() {
    this.slots = models(4 * 64);
    this.special = models(128);
    this.align = models(16);
  }

  read(bits, length) {
    const slot = bits.tree(this.slots, Math.min(length - 2, 3) << 6, 6);
    if (slot < 4)
      return slot;
    const n = (slot >> 1) - 1, base = (2 | slot & 1) << n;
    if (slot < 14)
      return base + bits.reversed(this.special, base - slot, n);
    return base + bits.plain(n - 4) * 16 + bits.reversed(this.align, 0, 4);
  }
}

/** The bytes that were packed; the size must stand in the header. */
export function unpack(packed) {
  const view = new DataView(packed.buffer, packed.byteOffset);
  const first = packed[0];
  const lc = first % 9, lp = Math.floor(first / 9) % 5;
  const positions = (1 << Math.floor(first / 45)) - 1;
  const out = new Uint8Array(view.getUint32(5, true));
  const bits = new Bits(packed, 13);
  const literals = models(0x300 << (lc + lp));
  const isMatch = models(STATES << 4), isLong = models(STATES << 4);
  const isRepeat = models(STATES), isOther = models(STATES);
  const isThird = models(STATES), isFourth = models(STATES);
  const lengths = new Lengths(), repeated = new Lengths();
  const distances = new Distances();
  let recent = [0, 0, 0, 0], state = 0, at = 0;

  const literal = () => {
    const before = at ? out[at - 1] : 0;
    const offset =
      0x300 * (((at & (1 << lp) - 1) << lc) + (before >> (8 - lc)));
    let symbol = 1;
    if (state >= 7) { // the byte that a match would have given is another
      let like = out[at - recent[0] - 1];
      while (symbol < 0x100) {
        const expected = like >> 7 & 1;
        like <<= 1;
        const bit =
          bits.bit(literals, offset + ((1 + expected) << 8) + symbol);
        symbol = symbol << 1 | bit;
        if (bit !== expected)
          break;
      }
    }
    while (symbol < 0x100)
      symbol = symbol << 1 | bits.bit(literals, offset + symbol);
    out[at++] = symbol;
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
  };

  /* Brings the recent distance that comes again to the front. True if it is
     the last one, for one byte. */
  const again = (here) => {
    if (!bits.bit(isOther, state))
      return !bits.bit(isLong, here);
    const k = !bits.bit(isThird, state) ? 1 : bits.bit(isFourth, state) ? 3 : 2;
    recent.unshift(...recent.splice(k, 1));
    return false;
  };

  while (at < out.length) {
    const position = at & positions, here = (state << 4) + position;
    let length;
    if (!bits.bit(isMatch, here)) {
      literal();
      continue;
    }
    if (!bits.bit(isRepeat, state)) {
      length = lengths.read(bits, position);
      recent = [distances.read(bits, length), ...recent.slice(0, 3)];
      state = state < 7 ? 7 : 10;
    } else if (again(here)) {
      length = 1;
      state = state < 7 ? 9 : 11;
    } else {
      length = repeated.read(bits, position);
      state = state < 7 ? 8 : 11;
    }
    const from = at - recent[0] - 1;
    if (from < 0)
      throw new Error('what was packed is damaged');
    for (let i = 0; i < length && at < out.length; i++)
      out[at++] = out[from + i];
  }
  return out;
}
