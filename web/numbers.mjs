// Exact numbers: integers and fractions as the engine writes them.

/** {n, d} of "82", "421/2145" or "0.125", with BigInts. */
export function ratio(text) {
  const [number, under = '1'] = String(text).split('/');
  const [whole, part = ''] = number.split('.');
  return {n: BigInt(whole + part), d: BigInt(under) * 10n ** BigInt(part.length)};
}

/** -1, 0 or 1. */
export function compare(a, b) {
  const left = a.n * b.d, right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function plus(a, b) {
  return {n: a.n * b.d + b.n * a.d, d: a.d * b.d};
}

export function times(a, k) {
  return {n: a.n * BigInt(k), d: a.d};
}

/** For places in pictures only: numbers that are read are exact. */
export function share(part, whole) {
  if (whole.n === 0n)
    return 0;
  const scaled = part.n * whole.d * 1000000n / (part.d * whole.n);
  return Number(scaled) / 1000000;
}

/** "448,387,872"; a fraction stays one, lowest terms. */
export function grouped(text) {
  const [n, d] = String(text).split('/');
  const group = (s) => s.replace(/\B(?=(\d{3})+$)/g, ',');
  return d === undefined || d === '1' ? group(n) : `${group(n)}/${group(d)}`;
}

function gcd(a, b) {
  while (b)
    [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

export function textOf({n, d}) {
  const g = gcd(n, d) || 1n;
  return d === g ? String(n / g) : `${n / g}/${d / g}`;
}

/** "65.8 %" of "263/400": rounded, for the eye. */
export function percent(text) {
  const {n, d} = ratio(text);
  const tenths = (n * 2000n + d) / (d * 2n);
  const whole = tenths / 10n, rest = tenths % 10n;
  return `${whole}${rest ? '.' + rest : ''} %`;
}

/** "263/400 (65.8 %)"; 0 and 1 need no percent; between two decimals: both. */
export function fraction(text) {
  if (text === null || text === undefined)
    return 'not computed';
  if (text.low !== undefined)
    return text.low === text.high ? text.low : `${text.low} to ${text.high}`;
  const exact = grouped(text);
  return exact.includes('/') ? `${exact} (${percent(text)})` : exact;
}

/** "1 seat", "68 seats". */
export function counted(n, one, many) {
  return `${grouped(n)} ${String(n) === '1' ? one : many}`;
}
