// The site: node site.mjs PROGRAM ROOT. Every link leads to a file of it, nothing
// is loaded from elsewhere, and axe finds no fault in its own pages.

import {execFileSync, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import {skipAll, testCase} from '../wasm/tap.mjs';
import {folder, inBrowser, need, open, pageOf, program, root, that} from
  './browser.mjs';

const site = path.join(folder, 'site');

function pages() {
  return fs.readdirSync(site, {recursive: true})
    .filter((name) => name.endsWith('.html'));
}

/** What is wrong with the links of one page. */
function broken(name) {
  const text = fs.readFileSync(path.join(site, name), 'utf8')
    .replace(/<script[\s\S]*?<\/script>/g, '');
  const problems = [];
  for (const [, kind, target] of text.matchAll(/ (href|src)="([^"]*)"/g)) {
    if (/^(https?|mailto):/.test(target)) {
      if (kind === 'src')
        problems.push(`${name} loads ${target}`);
      continue;
    }
    const [file, anchor] = decodeURIComponent(target).split('#');
    const to = file ? path.join(site, path.dirname(name), file)
      : path.join(site, name);
    if (!to.startsWith(site) || !fs.existsSync(to))
      problems.push(`${name}: ${target} is not there`);
    else if (anchor && to.endsWith('.html') &&
        !fs.readFileSync(to, 'utf8').includes(`id="${anchor}"`))
      problems.push(`${name}: ${target}: no such place`);
  }
  return problems;
}

async function looks(name) {
  const page = await open(path.join(site, name), {width: 390});
  const wide = await page.evaluate(() =>
    document.documentElement.scrollWidth > window.innerWidth);
  testCase(`${name}: nothing to scroll sideways`, that([!wide, 'too wide']));
  const trouble = page.trouble.filter((t) => !t.startsWith('a request: file:'));
  await page.evaluate(need('axe-core').source);
  const {violations} = await page.evaluate(() => window.axe.run());
  testCase(`${name}: axe finds no fault`, violations.map((v) => `${v.id}: ` +
    v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join('; ')));
  testCase(`${name}: no message`, trouble);
  await page.context().close();
}

await inBrowser(async () => {
  for (const tool of ['cmark-gfm', 'mandoc', 'python3'])
    if (spawnSync(tool, ['--version']).error)
      skipAll(`no ${tool}: make site installs it`);
  pageOf('examples/multisig.comitia'); // says if this program has no page
  execFileSync('python3', ['tools/site.py', program, site], {cwd: root});
  const names = pages();
  const models = fs.readdirSync(path.join(root, 'examples'))
    .filter((name) => name.endsWith('.comitia'));
  testCase('there is a page for each example', models.filter((name) =>
    !names.includes(`examples/${name.replace(/comitia$/, 'html')}`)));
  testCase(`all links of ${names.length} pages lead somewhere`,
    names.flatMap(broken));
  for (const name of ['index.html', 'README.html', 'docs/language.html',
    'docs/man/comitia.1.html', 'docs/theory/banzhaf.html'])
    await looks(name);
});
