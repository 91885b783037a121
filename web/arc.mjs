// Where seats of a hemicycle stand: the same places as in the pictures of the
// engine (src/report/picture/hemicycle.c), whose comment says how.

export const ARC = {width: 460, height: 250, x: 230, y: 228,
  outer: 165, inner: 75};
const MOST_ROWS = 40, MOST_CIRCLES = 1000;
const R = {outer: 1650, inner: 750}; // tenths, as the engine counts

const radius = (row, rows) => rows === 1
  ? (R.outer + R.inner) / 2 + 250
  : R.inner + Math.trunc((R.outer - R.inner) * row / (rows - 1));

function lengthOf(rows) {
  let sum = 0;
  for (let r = 0; r < rows; r++)
    sum += radius(r, rows);
  return sum;
}

/** Distance between neighbours in a row, in tenths. */
function within(circles, rows) {
  return Math.trunc(Math.trunc(lengthOf(rows) * 31416 / 10000) / circles);
}

/** As many rows as make the distance between rows most like that in a row. */
function rowsFor(circles) {
  let best = 1, least = Infinity;
  if (circles <= 10)
    return 1;
  for (let rows = 2; rows <= MOST_ROWS; rows++) {
    const between = Math.trunc((R.outer - R.inner) / (rows - 1));
    const step = within(circles, rows);
    const ratio = step ? Math.trunc(between * 1000 / step) : Infinity;
    const bad = ratio >= 1000 ? ratio : ratio ? Math.trunc(1e6 / ratio) : Infinity;
    if (bad < least) {
      least = bad;
      best = rows;
    }
  }
  return best;
}

/** Seats of each row by largest remainder. */
function shareOut(circles, rows) {
  const sum = lengthOf(rows), of = [], rest = [];
  for (let r = 0; r < rows; r++) {
    const exact = circles * radius(r, rows);
    of.push(Math.floor(exact / sum));
    rest.push(exact % sum);
  }
  let given = of.reduce((a, b) => a + b, 0);
  for (; given < circles; given++) {
    let most = rows - 1;
    for (let r = rows - 1; r >= 0; r--)
      if (rest[r] > rest[most])
        most = r;
    of[most]++;
    rest[most] = -1;
  }
  return of;
}

/** Seats that one circle stands for. */
export function perCircle(seats) {
  return seats <= MOST_CIRCLES ? 1 : Math.ceil(seats / MOST_CIRCLES);
}

/** {places: [{x, y, angle}] from the left, dot: radius of a circle}. */
export function arcOf(circles) {
  const rows = rowsFor(circles), of = shareOut(circles, rows), seats = [];
  for (let r = 0; r < rows; r++)
    for (let k = 0; k < of[r]; k++)
      seats.push({k, of: of[r], radius: radius(r, rows)});
  const at = ({k, of}) => of > 1 ? k / (of - 1) : 0.5;
  seats.sort((a, b) => at(a) - at(b) || a.radius - b.radius);
  const places = seats.map((seat) => {
    const angle = Math.PI * (1 - at(seat));
    return {angle, x: ARC.x + seat.radius / 10 * Math.cos(angle),
      y: ARC.y - seat.radius / 10 * Math.sin(angle)};
  });
  const between = rows > 1 ? (R.outer - R.inner) / (rows - 1) : Infinity;
  const dot = Math.min(within(circles, rows), between) * 0.042;
  return {places, dot: Math.max(0.5, Math.min(11, dot))};
}

/** The angle between two counted seats. */
export function angleAfter(places, k) {
  if (k <= 0)
    return Math.PI;
  if (k >= places.length)
    return 0;
  return (places[k - 1].angle + places[k].angle) / 2;
}
