// What the reader chose: kept in the address, and undone step by step.

/** Settings that say nothing: what the model itself says. */
export function noSettings() {
  return {pick: null, on: null, view: 'vote', index: 'shapley', each: null,
    otherwise: 'oppose', suppose: {}, votes: {}, team: [], texts: {}};
}

let settings = noSettings();
let past = [];
let joined = null; // what the last change was about: a dragged slider is one step
let told = () => {};

export function current() {
  return settings;
}

export function canUndo() {
  return past.length > 0;
}

/** f(keys) is called after every change with the keys that changed. */
export function onChange(f) {
  told = f;
}

/** Changes settings. about: changes about one thing become one step of undo. */
export function change(some, about = null) {
  if (about === null || about !== joined)
    past.push(settings);
  if (past.length > 200)
    past.shift();
  joined = about;
  settings = {...settings, ...some};
  keep();
  told(Object.keys(some));
}

export function undo() {
  if (!past.length)
    return;
  settings = past.pop();
  joined = null;
  keep();
  told(Object.keys(settings));
}

/** Back to the model as it was written; undo brings the rest back. */
export function reset() {
  const {pick, view, index} = settings;
  change({...noSettings(), pick, view, index});
}

// ---- the address ------------------------------------------------------------

// What stands in the address as it is, and how it may look.
const PLAIN = {pick: /./, each: /./, on: /^\d{4}-\d\d-\d\d$/,
  view: /^(vote|party)$/, index: /^[a-z_]+$/, otherwise: /^(absent|worst)$/};

async function squeezed(text, how) {
  const stream = new Blob([text]).stream().pipeThrough(how);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function pack(text) {
  const bytes = await squeezed(text, new CompressionStream('gzip'));
  let binary = '';
  for (const byte of bytes)
    binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_')
    .replace(/=+$/, '');
}

async function unpackText(packed) {
  const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  return new TextDecoder().decode(
    await squeezed(bytes, new DecompressionStream('gzip')));
}

/** The settings as the part of an address behind "#". */
export async function toAddress(s) {
  const none = noSettings(), query = new URLSearchParams();
  for (const key of Object.keys(PLAIN))
    if (s[key] !== none[key])
      query.set(key, s[key]);
  for (const [name, value] of Object.entries(s.suppose))
    query.append('suppose', `${name}=${value}`);
  for (const [act, players] of Object.entries(s.votes))
    query.append('vote', [act, ...Object.entries(players)
      .map(([player, seats]) => `${player}:${seats.join('.')}`)].join(';'));
  if (s.team.length)
    query.set('team', s.team.join(';'));
  if (Object.keys(s.texts).length)
    query.set('text', await pack(JSON.stringify(s.texts)));
  return query.toString();
}

function readVote(text, votes) {
  const [act, ...players] = text.split(';');
  votes[act] = {};
  for (const player of players) {
    const at = player.lastIndexOf(':');
    const seats = player.slice(at + 1).split('.').map(Number);
    if (at > 0 && seats.length === 4 && seats.every(Number.isSafeInteger))
      votes[act][player.slice(0, at)] = seats;
  }
}

/** The settings of an address; what it does not say is as in noSettings. */
export async function fromAddress(text) {
  const s = noSettings(), query = new URLSearchParams(text);
  for (const [key, fits] of Object.entries(PLAIN))
    if (fits.test(query.get(key) ?? ''))
      s[key] = query.get(key);
  for (const pair of query.getAll('suppose')) {
    const at = pair.lastIndexOf('=');
    if (at > 0)
      s.suppose[pair.slice(0, at)] = pair.slice(at + 1);
  }
  for (const vote of query.getAll('vote'))
    readVote(vote, s.votes);
  s.team = query.get('team')?.split(';') ?? [];
  try {
    if (query.has('text'))
      s.texts = JSON.parse(await unpackText(query.get('text')));
  } catch {
    s.texts = {}; // a damaged address: the model as it is written
  }
  return s;
}

let waiting = 0, written = null;

/** Writes the address a moment later: browsers allow only so many in a second. */
function keep() {
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    written = await toAddress(settings);
    history.replaceState(null, '', '#' + written);
  }, 300);
}

/** Takes the settings from the address, now and when it changes. */
export async function readAddress() {
  settings = await fromAddress(location.hash.slice(1));
  window.addEventListener('hashchange', async () => {
    if (location.hash.slice(1) === written)
      return;
    past.push(settings);
    settings = await fromAddress(location.hash.slice(1));
    told(Object.keys(settings));
  });
}
