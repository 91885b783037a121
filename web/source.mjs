// The text of a model, seen as words: enough to find an event or a number in it.

const TOKEN = /"[^"\n]*"|#[^\n]*|[:,()]|[^\s:,()"#]+/g;

/** [{text, at, line}] without comments; what the engine refuses, it refuses. */
export function words(text) {
  const found = [];
  let line = 1, from = 0;
  for (const match of text.matchAll(TOKEN)) {
    for (; from < match.index; from++)
      line += text[from] === '\n';
    if (match[0][0] !== '#')
      found.push({text: match[0], at: match.index, line});
  }
  return found;
}

/** Where the words of `said`, joined without blanks, begin at or after a line. */
function find(tokens, said, line) {
  const sought = said.replace(/\s/g, '');
  for (let i = tokens.findIndex((t) => t.line >= line);
    i >= 0 && i < tokens.length && tokens[i].line === line; i++) {
    let joined = '', j = i;
    while (j < tokens.length && joined.length < sought.length)
      joined += tokens[j++].text.replace(/\s/g, '');
    if (joined === sought)
      return [i, j];
  }
  return null;
}

/** The text without the event that `timeline` tells of; its lines stay in place. */
export function withoutEvent(text, step) {
  const tokens = words(text), found = find(tokens, step.text, step.line);
  if (!found)
    return text;
  let [first, end] = found;
  while (tokens[end]?.text === 'cite' && tokens[end + 1]?.text[0] === '"') {
    end += 2;
    if (/^(verified|unverified|illustrative)$/.test(tokens[end]?.text))
      end++;
  }
  const from = tokens[first].at;
  const last = tokens[end - 1];
  const to = last.at + last.text.length;
  return text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, ' ') +
    text.slice(to);
}

/** The words from a line on up to the next source or declaration. */
function numberAfter(tokens, line, word) {
  const start = tokens.findIndex((t) => t.line === line && t.text === 'source');
  for (let i = start + 1; start >= 0 && i < tokens.length; i++) {
    if (/^(use|body|actor|act|fact|outcome|ladder|forecast|on|by|since|source|report|talks|expect)$/.test(tokens[i].text))
      return null;
    if (tokens[i].text === word && tokens[i - 1].text !== 'believes')
      return tokens[i + 1];
  }
  return null;
}

/** The text with another accuracy behind `right` of the source on that line. */
export function withAccuracy(text, line, accuracy) {
  const number = numberAfter(words(text), line, 'right');
  return number ? text.slice(0, number.at) + accuracy +
    text.slice(number.at + number.text.length) : text;
}

/** Where a line begins and ends. */
export function lineSpan(text, line) {
  let from = 0;
  for (let i = 1; i < line; i++)
    from = text.indexOf('\n', from) + 1 || text.length;
  const end = text.indexOf('\n', from);
  return [from, end < 0 ? text.length : end];
}
