// Small trees of nodes, and how a new tree becomes an old one.
// Every text from a model gets here as text: nothing is ever parsed as markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, props, kids) {
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false)
      continue;
    if (key.startsWith('on'))
      node[key] = value;
    else if (key === 'value' || key === 'checked' || key === 'selected')
      node[key] = value;
    else
      node.setAttribute(key, value === true ? '' : value);
  }
  add(node, kids);
  return node;
}

function add(node, kids) {
  for (const kid of kids.flat(Infinity))
    if (kid !== null && kid !== undefined && kid !== false)
      node.append(kid);
}

/** An element of HTML: el('p', {class: 'x', onclick: f}, 'text', node, [more]). */
export function el(tag, props, ...kids) {
  return fill(document.createElement(tag), props, kids);
}

/** An element of SVG. */
export function svg(tag, props, ...kids) {
  return fill(document.createElementNS(SVG, tag), props, kids);
}

/** A name or a title, whose script may run the other way. */
export function bdi(text) {
  return el('bdi', null, text);
}

/** A stand-in for a node that need not be built again as long as `same`, a text,
    stays the same. */
export function lazy(key, same, build) {
  const stub = el('div', {'data-key': key, 'data-same': same});
  stub.build = build;
  return stub;
}

function built(stub) {
  const node = stub.build();
  for (const name of ['data-key', 'data-same'])
    node.setAttribute(name, stub.getAttribute(name));
  return node;
}

/** A new node with whatever stands in for something in it. */
function whole(node) {
  if (node.build)
    node = built(node);
  for (const stub of node.querySelectorAll?.('[data-same]') ?? [])
    if (stub.build)
      stub.replaceWith(built(stub));
  return node;
}

function isSame(old, now) {
  return now.build && ['data-key', 'data-same'].every((name) =>
    old.getAttribute?.(name) === now.getAttribute(name));
}

const HANDLERS = ['onclick', 'onchange', 'oninput', 'onkeydown', 'onscroll'];

function sameProps(old, now) {
  for (const {name} of [...old.attributes])
    if (!now.hasAttribute(name) && name !== 'open')
      old.removeAttribute(name);
  for (const {name, value} of now.attributes)
    if (old.getAttribute(name) !== value)
      old.setAttribute(name, value);
  for (const name of HANDLERS)
    if (old[name] !== now[name])
      old[name] = now[name];
  if ('checked' in now && old.checked !== now.checked)
    old.checked = now.checked;
}

/** Makes `old` show what `now` shows; keeps focus, selection and what is open. */
function become(old, now) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== now.data)
      old.data = now.data;
    return;
  }
  sameProps(old, now);
  if (!old.hasAttribute('data-own')) // its owner draws what is in it
    morph(old, [...now.childNodes]);
  if ('value' in now && old.value !== now.value &&
      old !== document.activeElement)
    old.value = now.value;
}

function alike(old, now) {
  return old.nodeName === now.nodeName && old.nodeType === now.nodeType &&
    (old.nodeType !== Node.ELEMENT_NODE ||
     old.getAttribute('data-key') === now.getAttribute('data-key'));
}

/** Makes these nodes the children of `parent`, changing as little as it can. */
export function morph(parent, nodes) {
  const old = [...parent.childNodes];
  nodes = nodes.flat(Infinity).filter((n) => n !== null && n !== undefined &&
    n !== false).map((n) => n instanceof Node ? n : document.createTextNode(n));
  nodes.forEach((now, i) => {
    if (i < old.length && isSame(old[i], now))
      return;
    if (i >= old.length)
      return parent.append(whole(now));
    if (now.build)
      now = built(now);
    if (alike(old[i], now))
      become(old[i], now);
    else
      old[i].replaceWith(whole(now));
  });
  for (let i = nodes.length; i < old.length; i++)
    old[i].remove();
}
