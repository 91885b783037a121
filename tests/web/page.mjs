// The page in a browser, used as a reader uses it: node page.mjs PROGRAM ROOT

import fs from 'node:fs';
import path from 'node:path';

import {testCase} from '../wasm/tap.mjs';
import {answered, folder, inBrowser, open, pageOf, root, run, same, sentence, that,
  until} from './browser.mjs';

const CAMBODIA = 'examples/cambodia-2016.comitia';
const TIMELINE = 'examples/cambodia-timeline.comitia';

/** What the program says first about an act or an outcome. */
function said(...words) {
  return run(...words).split(/\n\s*\n/)[0].split('\n- ')[0].replace(/\n/g, ' ');
}

async function opens(file) {
  const page = await open(file);
  await answered(page);
  const scratch = path.join(folder, 'voted.comitia');
  fs.writeFileSync(scratch, fs.readFileSync(path.join(root, CAMBODIA), 'utf8') +
    '\non 2016-07-04 Assembly voted Lift: CPP yes, CNRP no\n');
  const bytes = fs.statSync(file).size;
  testCase(`a page of ${bytes} bytes is below 400 kB`,
    that([bytes < 400000, `${bytes} bytes`]));
  testCase('the answer is what the program says of the same ballots',
    same(await sentence(page), said('needs', scratch, 'Lift')));
  const circles = await page.locator('.arc circle.seat').count();
  testCase('there is a circle for each seat', same(circles, 123));
  testCase('there is a tick for each threshold',
    same(await page.locator('.arc .tick').count(), 1));
  testCase('14 seats are marked as missing',
    same(await page.locator('.arc .missing').count(), 14));
  await page.locator('input[value=Charge]').check();
  await until(page, /Charge/);
  await page.waitForTimeout(1500); // everything that is asked later
  testCase('an outcome is answered as the program answers it',
    same(await sentence(page), said('status', CAMBODIA, 'Charge')));
  testCase('no message, no error, no request, with the network off',
    page.trouble);
  await page.context().close();
}

async function byKeyboard(file) {
  const page = await open(file);
  await answered(page);
  const press = (key, times = 1) => Array.from({length: times}).reduce((p) =>
    p.then(() => page.keyboard.press(key)), Promise.resolve());
  const focusedLabel = () => page.evaluate(() =>
    document.activeElement.getAttribute('aria-label') ??
    document.activeElement.value ?? document.activeElement.textContent);
  await press('Tab');
  testCase('the first key leads to the answer',
    same(await focusedLabel(), 'To the answer'));
  for (let i = 0; i < 80 && await focusedLabel() !== 'CNRP yes'; i++)
    await press('Tab');
  testCase('the tabulator reaches the slider of a party',
    same(await focusedLabel(), 'CNRP yes'));
  await press('ArrowRight', 13);
  await until(page, /81 of the 82 needed, 1 missing/);
  await press('ArrowRight');
  await until(page, /passed, 82 yes, 82 needed/);
  testCase('arrows move one seat, and 82 are enough', []);
  await press('PageUp');
  await until(page, /passed, 92 yes/);
  testCase('page up moves ten seats', []);
  const numbers = await page.locator('[aria-label^="CNRP"][type=number]')
    .evaluateAll((all) => all.map((n) => +n.value));
  testCase('the ballots of a party add up to its seats',
    same(numbers.reduce((a, b) => a + b), 55));
  await press('Control+z');
  await until(page, /rejected, 68 of the 82 needed, 14 missing/);
  testCase('control and z undo a whole drag', []);
  await page.locator('input[name=pick][value=Lift]').focus();
  await press('ArrowUp');
  await until(page, /\(Stop\)/);
  testCase('arrows choose another question', []);
  await page.locator('#undo').focus();
  await press('Enter');
  await until(page, /\(Lift\)/);
  testCase('the button undoes as well', []);
  await page.getByRole('button', {name: 'CPP + CNRP'}).focus();
  await press('Space');
  await until(page, /passed, 123 yes/);
  testCase('a coalition is applied by a key', []);
  testCase('nothing is said or asked for meanwhile', page.trouble);
  await page.context().close();
}

async function byAddress(file) {
  const page = await open(file);
  await answered(page);
  await page.getByLabel('CNRP yes, number').fill('20');
  await until(page, /passed, 88 yes/);
  await page.locator('input[value=Arrest]').check();
  await until(page, /Arrest/);
  await page.locator('#whatif select').first().selectOption('Court');
  await page.getByLabel('The text').press('Control+End');
  await page.keyboard.type('\n# changed\n');
  await page.waitForFunction(() => location.hash.includes('text='));
  await page.waitForTimeout(800);
  const hash = await page.evaluate(() => location.hash);
  const shown = await sentence(page);
  const again = await open(file, {hash});
  await answered(again);
  await until(again, /Arrest/);
  testCase('the address brings the same answer',
    same(await sentence(again), shown));
  testCase('the address brings the text', that([(await again.locator('#text')
    .inputValue()).endsWith('# changed\n'), 'another text']));
  await again.locator('input[value=Lift]').check();
  await until(again, /88 yes/);
  testCase('the address brings the ballots', []);
  testCase('a damaged address is an ordinary page', await damaged(file));
  testCase('links make no trouble', [...page.trouble, ...again.trouble]);
  await page.context().close();
  await again.context().close();
}

async function damaged(file) {
  const page = await open(file, {hash: '#pick=Nobody&vote=Lift;CPP:9.9.9.9' +
    '&suppose=Nothing%3Dyes&text=%%%&each=zz&index=zz&on=then'});
  await answered(page);
  const problems = [...page.trouble,
    ...that([/\(Lift\)/.test(await sentence(page)), await sentence(page)])];
  await page.context().close();
  return problems;
}

async function edits(file) {
  const page = await open(file);
  await answered(page);
  const text = page.getByLabel('The text');
  const whole = await text.inputValue();
  const line = whole.split('\n').findIndex((l) => l.includes('2/3 of seats')) + 1;
  await text.fill(whole.replace('at least 2/3 of seats', 'majority'));
  await page.locator(`.gutter .error:text("✗${line}")`).waitFor();
  testCase('an error stands at its line', []);
  const told = await page.locator('.said').innerText();
  testCase('an error is told with its code',
    that([told.includes('C0103'), told], [told.includes('before it'), told]));
  testCase('the answer before it stays',
    same(await sentence(page), 'The Assembly strips him of immunity (Lift): ' +
      'rejected, 68 of the 82 needed, 14 missing.'));
  await page.getByRole('button', {name: `Go to line ${line}`}).first().click();
  testCase('a button leads to the line', same(await page.evaluate(() =>
    getSelection().toString() || document.activeElement.value.slice(
      document.activeElement.selectionStart,
      document.activeElement.selectionEnd)), 'majority'));
  await text.fill(whole.replace('at least 2/3 of seats',
    'more than half of seats'));
  await until(page, /passed, 68 yes, 62 needed/);
  testCase('another rule has another answer', []);
  testCase('editing makes no trouble', page.trouble);
  await page.context().close();
}

async function readings(file) {
  const page = await open(file);
  await answered(page);
  const row = page.locator('.readings tr', {hasText: '(Charge)'});
  await row.locator('.badge').nth(1).waitFor();
  const badges = await row.locator('.badge').allInnerTexts();
  const cases = JSON.parse(run('status', CAMBODIA, 'Charge', '--each', 'Reading',
    '--json')).cases.map((c) => c.answer.subjects[0].status);
  testCase('readings stand side by side as the program has them',
    same(badges.map((b) => b.replace(/^\W+/, '')).join(), cases.join()));
  const blockers = await row.innerText();
  testCase('who can stop it stands under each reading', that(
    [/stopped by: (CNRP; or CPP|CPP; or CNRP)/.test(blockers), blockers]));
  await page.locator('#talks .talks').waitFor();
  const clash = page.locator('#talks [role=status]');
  testCase('a clash is shown at a time', that([/^Clash 1 of 2/.test(
    await clash.innerText()), await clash.innerText()]));
  await page.getByRole('button', {name: 'Next clash'}).click();
  testCase('the next clash marks its three demands',
    same(await page.locator('#talks .in-clash').count(), 3));
  await page.getByRole('button', {name: 'give up CNRP.ends-it'}).click();
  testCase('a way out ends the clash',
    same(await page.locator('#talks .in-clash').count(), 0));
  const slider = page.getByLabel('How often The Cambodia Daily is right, number');
  await slider.fill('60');
  await slider.press('Enter');
  await page.locator('.changed').first().waitFor();
  const contact = await page.locator('.claim', {hasText: '(Contact)'}).innerText();
  testCase('a less reliable source is less believed, and what was is said',
    that([/was 263\/400/.test(contact), contact]));
  testCase('looking around makes no trouble', page.trouble);
  await page.context().close();
}

async function timeline() {
  const page = await open(pageOf(TIMELINE));
  await answered(page);
  const prison = page.locator('#short label', {hasText: '(Prison)'});
  await prison.locator('.badge', {hasText: 'impossible'}).waitFor();
  const slider = page.locator('#timeline input[type=range]');
  await slider.focus();
  await slider.press('Home');
  await prison.locator('.badge', {hasText: 'open'}).waitFor();
  testCase('before the first event prison is open', []);
  for (let i = 0; i < 5; i++) {
    await slider.press('ArrowRight');
    await page.waitForTimeout(100);
  }
  await prison.locator('.badge', {hasText: 'impossible'}).waitFor();
  testCase('the keys go from day to day, and the pardon ends it', []);
  await page.locator('input[name=pick][value=Proceed]').check();
  await until(page, /Proceed/);
  testCase('two readings have two ticks',
    same(await page.locator('.arc .tick').count(), 2));
  testCase('the timeline makes no trouble', page.trouble);
  await page.context().close();
}

async function download(page, id) {
  const coming = page.waitForEvent('download');
  await page.locator('.menu summary').click();
  await page.locator(`#${id}`).click();
  const file = path.join(folder, id);
  await (await coming).saveAs(file);
  return file;
}

async function saves(file) {
  const page = await open(file);
  await answered(page);
  const text = page.getByLabel('The text');
  await text.fill((await text.inputValue()).replace('at least 2/3 of seats',
    'at least 3/4 of seats'));
  await until(page, /68 of the 93 needed/);
  await page.locator('.readings .badge').first().waitFor();
  const saved = await download(page, 'save-page');
  fs.renameSync(saved, saved + '.html');
  const again = await open(saved + '.html');
  await answered(again);
  testCase('a saved page has the changed model',
    same(await sentence(again), await sentence(page)));
  const svg = fs.readFileSync(await download(page, 'save-svg'), 'utf8');
  testCase('a saved picture has its seats and its colours', that(
    [svg.split('<circle').length === 124, 'another number of circles'],
    [!svg.includes('var('), 'a colour that only the page knows']));
  const png = fs.readFileSync(await download(page, 'save-png'));
  testCase('a saved bitmap is one', same(png.subarray(1, 4).toString(), 'PNG'));
  const csv = fs.readFileSync(await download(page, 'save-csv'), 'utf8');
  testCase('saved tables have the seats',
    that([/CPP,68,0,0,0\r\n/.test(csv), csv.slice(0, 300)]));
  testCase('saving makes no trouble', [...page.trouble, ...again.trouble]);
  await page.context().close();
  await again.context().close();
}

const HOSTILE = `# <script>hacked=1</script> </script><img src=x onerror="hacked=2">
body B "</script><script>hacked=3</script> ]]> <!-- <b>" 
  party P 3 "<img src=x onerror=hacked=4>" colour "#123456"
  party Q 2 "'-alert(5)-' \${hacked=6} {{7*7}} &lt;b&gt;"
fact F "javascript:hacked=7" one of A "</title><svg onload=hacked=8>", C
act X "</textarea><script>hacked=9</script>" by B needs more than half of members if F is A otherwise all of members
  cite "</style><script>hacked=10</script>"
outcome O "<iframe srcdoc='<script>parent.hacked=11</script>'>" when X
source S "<script>hacked=12</script>" right 80%
report S says F is A cite "<a href=javascript:hacked=13>x</a>"
talks T "<script>hacked=14</script>" between P, Q
  point Y "</svg><script>hacked=15</script>"
  goal Y
  P demands a: Y
  Q demands b: not Y
on 2020-01-01 F is A
`;

async function hostile() {
  const page = await open(pageOf('hostile.comitia', HOSTILE));
  await answered(page);
  for (const name of ['X', 'O']) {
    await page.locator(`input[name=pick][value=${name}]`).check();
    await page.waitForTimeout(700);
  }
  await page.locator('#drawn-of summary').click();
  await page.locator('#drawn img').waitFor();
  for (const verb of ['brief', 'show'])
    await page.locator('#all select').first().selectOption(verb);
  await page.waitForTimeout(500);
  testCase('a hostile model runs nothing', that([await page.evaluate(() =>
    typeof window.hacked === 'undefined'), 'it ran']));
  testCase('its titles are text', that(
    [(await page.locator('#title').innerText()).startsWith('<script>'), 'title'],
    [await page.locator('main script, main iframe, main img:not([alt])')
      .count() === 0, 'an element of its own']));
  const saved = await download(page, 'save-page');
  fs.renameSync(saved, saved + '-hostile.html');
  const again = await open(saved + '-hostile.html');
  await answered(again);
  testCase('nor does the page that is saved of it', that(
    [await again.evaluate(() => typeof window.hacked === 'undefined'), 'it ran'],
    [await again.locator('#text').inputValue() === HOSTILE, 'another text']));
  testCase('and no message', [...page.trouble, ...again.trouble]);
  const text = page.getByLabel('The text');
  await text.fill('act A "\u202E" by B\n');
  await page.locator('.said', {hasText: 'C0101'}).waitFor();
  testCase('text that turns around other text is refused', []);
  await page.context().close();
  await again.context().close();
}

async function empty() {
  const page = await open(pageOf('empty.comitia', '# nothing yet\n'));
  await page.locator('.said').waitFor();
  testCase('an empty page shows its text field alone',
    same(await page.locator('main section:visible').count(), 1));
  await page.getByLabel('The text').fill('body B party P 3 party Q 2\n' +
    'act A by B needs more than half of members\n');
  await answered(page);
  testCase('what is pasted is answered',
    same(await sentence(page), 'A: passed, 3 yes, 3 needed, none to spare.'));
  testCase('pasting makes no trouble', page.trouble);
  await page.context().close();
}

async function otherScripts() {
  const page = await open(pageOf('arabic.comitia',
    '# \u0645\u062c\u0644\u0633\nbody \u0645 party \u0623 6 "\u0627\u0644' +
    '\u0623\u0648\u0644" party \u0628 4\nact \u0631 "\u0631\u0641\u0639" ' +
    'by \u0645 needs at least 2/3 of members\n'));
  await answered(page);
  testCase('words of a script from the right stand by themselves', same(
    (await page.locator('#answer p.sentence bdi').allInnerTexts()).join(),
    '\u0631\u0641\u0639,\u0631'));
  testCase('and make no trouble', page.trouble);
  await page.context().close();
}

/** The numbers of an attribute, one after the other. */
function numbers(text, name) {
  return [...text.matchAll(new RegExp(` ${name}="([\\d.]+)"`, 'g'))]
    .map((m) => +m[1]);
}

async function samePicture(file) {
  const page = await open(file);
  await answered(page);
  const seats = await page.locator('.arc circle.seat').evaluateAll((all) =>
    all.map((c) => c.outerHTML).join(''));
  const [, brief] = /<svg class="arc"[^>]*>([\s\S]*?)<\/svg>/.exec(
    run('brief', CAMBODIA, '--format', 'html'));
  for (const axis of ['cx', 'cy']) {
    const here = numbers(seats, axis), there = numbers(brief, axis);
    testCase(`seats stand where the program draws them: ${axis}`, that(
      [here.length === there.length, `${here.length}, ${there.length} seats`],
      [here.every((x, i) => Math.abs(x - there[i]) < 0.15),
        `${here}\n${there}`]));
  }
  await page.context().close();
}

await inBrowser(async () => {
  const file = pageOf(CAMBODIA);
  await opens(file);
  await samePicture(file);
  await empty();
  await otherScripts();
  await byKeyboard(file);
  await byAddress(file);
  await edits(file);
  await readings(file);
  await timeline();
  await saves(file);
  await hostile();
});
