// A browser for the tests of the page: Debian's Chromium, driven through
// playwright-core. Without one, or without a page, the tests are skipped; with
// COMITIA_WEB=required they fail instead.

import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import {createRequire} from 'node:module';
import os from 'node:os';
import path from 'node:path';

import {done, run as runTests, skipAll, testCase} from '../wasm/tap.mjs';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];
// Nothing but the page: no first run, no updates, no services of the maker.
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update',
  '--disable-sync'];

/** Words of the command line: PROGRAM ROOT. */
export const [program, root] =
  process.argv.slice(2, 4).map((file) => path.resolve(file));
export const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'comitia-page-'));
process.on('exit', () => fs.rmSync(folder, {recursive: true, force: true}));

function skip(why) {
  if (process.env.COMITIA_WEB !== 'required')
    skipAll(why);
  testCase('the page can be tested', [why]);
  done();
  process.exit(1);
}

/** Of what npm brought: playwright-core, axe-core. */
export function need(name) {
  try {
    return createRequire(path.join(root, 'build-web', 'x.js'))(name);
  } catch {
    return skip(`no ${name}: make page-test gets it`);
  }
}

/** What the program prints, whatever its exit code. */
export function run(...words) {
  try {
    return execFileSync(program, words, {cwd: root, encoding: 'utf8',
      maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe']});
  } catch (error) {
    return error.stdout;
  }
}

let n = 0;

/** The address of a page of a model: a path below the root, or a text. */
export function pageOf(model, text = null) {
  const out = path.join(folder, `${++n}.html`);
  let file = path.join(root, model);
  if (text !== null) {
    file = path.join(folder, model);
    fs.writeFileSync(file, text);
  }
  try {
    execFileSync(program, ['page', file, '-o', out], {cwd: root,
      stdio: ['ignore', 'pipe', 'pipe']});
  } catch (error) {
    const why = String(error.stderr ?? error);
    if (/make wasm/.test(why))
      skip('this program has no page: make wasm builds it');
    if (!fs.existsSync(out))
      throw new Error(why);
  }
  return out;
}

let browser = null;

/** Runs tests in a browser that is closed whatever happens. */
export function inBrowser(main) {
  return runTests(async () => {
    await launch();
    try {
      await main();
    } finally {
      await browser.close();
    }
  });
}

async function launch() {
  const executablePath = BROWSERS.find((file) => fs.existsSync(file)) ??
    skip('no chromium: make page-test installs it');
  browser = await need('playwright-core').chromium.launch(
    {executablePath, args: FLAGS});
}

/**
 * Opens a page with the network off. Returns it with `trouble`, which lists what
 * it should not have done: messages, errors, requests.
 */
export async function open(file, {width = 1180, height = 900, scheme = 'light',
  hash = '', motion = 'reduce'} = {}) {
  const context = await browser.newContext({viewport: {width, height},
    colorScheme: scheme, reducedMotion: motion, acceptDownloads: true});
  await context.setOffline(true);
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  page.trouble = [];
  page.on('console', (m) => page.trouble.push(`${m.type()}: ${m.text()}`));
  page.on('pageerror', (e) => page.trouble.push(String(e.stack)));
  page.on('dialog', (d) => {
    page.trouble.push(`a dialog: ${d.message()}`);
    d.dismiss();
  });
  page.on('request', (r) => {
    if (!/^(blob|data):/.test(r.url()) && !r.url().startsWith(`file://${file}`))
      page.trouble.push(`a request: ${r.url()}`);
  });
  await page.goto(`file://${file}${hash}`);
  return page;
}

/** Waits for the first answer, or for what `seen` says of the page's text. */
export async function answered(page) {
  await page.waitForFunction(() => document.documentElement.dataset.first);
}

/** The sentence of the answer. */
export function sentence(page) {
  return page.locator('#answer p.sentence').innerText();
}

/** Waits until the sentence fits. */
export async function until(page, fits) {
  await page.waitForFunction((source) => new RegExp(source).test(
    document.querySelector('#answer p.sentence')?.innerText ?? ''), fits.source);
}

/** Differences of texts, as a list for testCase. */
export function same(found, wanted) {
  return found === wanted ? [] : [`found:  ${found}`, `wanted: ${wanted}`];
}

/** A wish that must be true. */
export function that(...wishes) {
  return wishes.filter(([holds]) => !holds).map(([, text]) => text);
}
