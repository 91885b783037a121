// How the page looks and reads: node look.mjs PROGRAM ROOT
// Light and dark, a desk and a phone, paper, and what axe finds.

import {testCase} from '../wasm/tap.mjs';
import {answered, inBrowser, need, open, pageOf, same, that} from './browser.mjs';

const MODELS = ['cambodia-2016', 'cambodia-timeline', 'eu-council',
  'canada-nested', 'committee-invented', 'un-security-council'];

async function faults(page) {
  await page.evaluate(need('axe-core').source);
  const {violations} = await page.evaluate(() => window.axe.run(document, {
    resultTypes: ['violations']}));
  return violations.map((v) => `${v.id}: ${v.help}: ` +
    v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join('; '));
}

async function looks(model, width, scheme) {
  const page = await open(pageOf(`examples/${model}.comitia`), {width, scheme});
  await answered(page);
  await page.waitForFunction(() => document.getElementById('work').textContent
    === '' && document.querySelector('#power table, #power p:not(.soft)'));
  await page.waitForTimeout(600);
  for (const summary of await page.locator('main summary').all())
    if (await summary.isVisible())
      await summary.click();
  await page.waitForTimeout(300);
  const place = `${model}, ${width} pixels, ${scheme}`;
  testCase(`${place}: nothing to scroll sideways`, same(await page.evaluate(() =>
    document.documentElement.scrollWidth <= window.innerWidth), true));
  // axe is put into the page by evaluating it, which the policy does not stop.
  const trouble = [...page.trouble];
  testCase(`${place}: axe finds no fault`, await faults(page));
  testCase(`${place}: no message`, trouble);
  await page.context().close();
}

async function prints() {
  const page = await open(pageOf('examples/cambodia-2016.comitia'));
  await answered(page);
  await page.waitForTimeout(1500);
  const paper = (await page.pdf({format: 'A4', printBackground: true,
    preferCSSPageSize: true})).toString('latin1');
  testCase('it prints on one page of A4', that(
    [paper.split(/\/Type \/Page\b/).length === 2,
      `${paper.split(/\/Type \/Page\b/).length - 1} pages`]));
  await page.context().close();
}

/** Words of a tree for screen readers, so that what is announced is looked at. */
async function reads() {
  const page = await open(pageOf('examples/cambodia-2016.comitia'));
  await answered(page);
  await page.waitForTimeout(800);
  const status = await page.locator('#answer').ariaSnapshot();
  testCase('the answer is announced in words', that(
    [/status:/.test(status) && /does not pass/.test(status) &&
      /68 of the 82 needed, 14 missing/.test(status), status]));
  const picture = await page.locator('.arc').evaluate((svg) =>
    svg.querySelector('title').textContent + ' ' +
    svg.querySelector('desc').textContent);
  testCase('the picture is told', same(picture, 'the Assembly strips him of ' +
    'immunity: 123 seats 68 yes, 55 no, 0 abstaining, 0 absent. ' +
    'at least 2/3 of seats: 82 needed, 14 missing.'));
  const slider = await page.getByRole('slider', {name: 'CPP yes'})
    .ariaSnapshot();
  testCase('a slider is told with its number', same(slider,
    '- slider "CPP yes": "68"'));
  await page.context().close();
}

await inBrowser(async () => {
  for (const model of MODELS)
    for (const [width, scheme] of [[1180, 'light'], [1180, 'dark'],
      [390, 'light'], [390, 'dark']])
      if (model === MODELS[0] || (width === 1180) === (scheme === 'light'))
        await looks(model, width, scheme);
  await prints();
  await reads();
});
