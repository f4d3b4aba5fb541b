import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { waitFor } from '../support/waitFor.ts';
import { PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { FOUR, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

/** Shows the message at a place of the list. */
async function select(panel: PanelPage, place: number): Promise<void> {
  await panel.rows('ri-message-list').nth(place).click();
  await panel.page.locator('ri-message-detail .meta').waitFor();
}

async function copyAs(panel: PanelPage, form: string): Promise<string> {
  const before = await panel.page.evaluate(() => window.fakeHost.copied.length);
  await panel.page.getByRole('button', { name: 'Copy as', exact: true }).click();
  await panel.page.getByRole('menuitem', { name: form }).click();
  return waitFor('a copy', () =>
    panel.page.evaluate((length) => window.fakeHost.copied[length] ?? null, before),
  );
}

test('a message is copied as text, as JSON with its time, as a dump and as the command of its request', async () => {
  const panel = await browser.open({
    captures: [WEBSOCKET],
    rowCount: 5,
    payloads: { 2: '{"price":101.50}' },
  });
  await select(panel, 2);
  assert.equal(await copyAs(panel, 'Copy as text'), '{"price":101.50}');
  assert.match(await copyAs(panel, 'Copy as JSON'), /^\{"seq":2,.*"text":"\{\\"price\\":101\.50\}"/);
  assert.match(
    await copyAs(panel, 'Copy as a hex dump'),
    /^00000000 {2}7b 22 70 72 .*\|\{"price":101\.50\}\|\n$/,
  );
  const command = await copyAs(panel, 'Copy its request as cURL');
  assert.match(command, /^curl 'http:\/\/localhost:8080/);
  assert.match(command, /Authorization: <redacted>/);
  await panel.page.getByRole('button', { name: 'Copy the message' }).click();
  await waitFor(
    'one more copy',
    async () => (await panel.page.evaluate(() => window.fakeHost.copied.length)) === 5,
  );
});

test('the menu of copies is used by keyboard, and gives the focus back', async () => {
  const panel = await browser.open({ captures: FOUR, rowCount: 8 });
  await select(panel, 2);
  const button = panel.page.getByRole('button', { name: 'Copy as', exact: true });
  await button.focus();
  await panel.page.keyboard.press('Enter');
  await panel.page.getByRole('menu', { name: 'Copy as' }).waitFor();
  await panel.page.keyboard.press('ArrowDown');
  await panel.page.keyboard.press('Escape');
  await panel.page.getByRole('menu').waitFor({ state: 'detached' });
  assert.ok(await button.evaluate((element) => element.matches(':focus')));
});

const NESTED = JSON.stringify({
  price: 1,
  list: Array.from({ length: 300 }, (_, index) => ({ at: index })),
  deep: { a: { b: { Price: 'the PRICE' } } },
});

/** The current match with its line, as `price: 1`. */
function current(panel: PanelPage, view: string): Promise<string> {
  return panel.page
    .locator(`${view} mark.is-current`)
    .locator('xpath=ancestor::*[contains(@class,"line")]')
    .innerText();
}

test('Ctrl+F finds keys and values in a JSON tree, within what is folded too', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 5, payloads: { 2: NESTED } });
  await select(panel, 2);
  assert.equal(await panel.page.getByText('the PRICE').count(), 0);
  await panel.page.getByRole('tree', { name: 'JSON' }).focus();
  await panel.page.keyboard.press('Control+f');
  const field = panel.page.getByRole('textbox', { name: 'Find in the message' });
  await field.pressSequentially('price');
  const count = panel.page.locator('ri-find-bar .count');
  await panel.waitForText(count, /^1 of 3$/);
  assert.match(await current(panel, 'ri-json-view'), /price\s*:\s*1/);
  await field.press('Enter');
  await field.press('Enter');
  await panel.waitForText(count, /^3 of 3$/);
  assert.match(await current(panel, 'ri-json-view'), /the PRICE/);
  await field.press('F3');
  await panel.waitForText(count, /^1 of 3$/);
  await field.press('Shift+Enter');
  await panel.waitForText(count, /^3 of 3$/);
  await panel.page.getByRole('button', { name: 'Match case' }).click();
  await panel.waitForText(count, /^1 of 1$/);
  await field.fill('no such word');
  await panel.waitForText(count, /^No results$/);
  await field.press('Escape');
  await panel.page.locator('ri-find-bar').waitFor({ state: 'detached' });
  assert.ok(await panel.page.getByRole('tree', { name: 'JSON' }).evaluate((tree) => tree.matches(':focus')));
  assert.deepEqual(panel.errors, []);
});

test('the same search finds text, and bytes', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 5, payloads: { 2: NESTED } });
  await select(panel, 2);
  await panel.tab(/^Text$/).click();
  await panel.page.getByRole('button', { name: 'Find in the message' }).click();
  const field = panel.page.getByRole('textbox', { name: 'Find in the message' });
  await field.fill('"at":2');
  const count = panel.page.locator('ri-find-bar .count');
  await panel.waitForText(count, /^1 of 111$/);
  assert.equal(await panel.page.locator('ri-text-view mark').count(), 111);
  await panel.tab(/^Hex$/).click();
  await panel.waitForText(count, /^1 of 111$/);
  await field.fill('22 50 72');
  await panel.waitForText(count, /^1 of 1$/);
  assert.match(await current(panel, 'ri-hex-view'), /22 50 72/);
});

test('a tree is folded and unfolded as a whole', async () => {
  const panel = await browser.open({
    captures: [WEBSOCKET],
    rowCount: 5,
    payloads: { 2: '{"a":{"b":{"c":1}}}' },
  });
  await select(panel, 2);
  const tree = panel.page.getByRole('tree', { name: 'JSON' });
  await panel.page.getByRole('button', { name: 'Fold all', exact: true }).click();
  await waitFor('two lines', async () => (await tree.getByRole('treeitem').count()) === 2);
  await panel.page.getByRole('button', { name: 'Unfold all' }).click();
  await waitFor('all lines', async () => (await tree.getByRole('treeitem').count()) === 4);
});

test('a value in a tree becomes a filter', async () => {
  const panel = await browser.open({
    captures: [WEBSOCKET],
    rowCount: 5,
    payloads: { 2: '{"a":[{"kind":"it\'s"}]}' },
  });
  await select(panel, 2);
  const line = panel.page.getByRole('tree', { name: 'JSON' }).getByRole('treeitem', { name: /kind/ });
  await line.hover();
  await line.getByRole('button', { name: 'Show only messages with this value' }).click();
  await panel.waitForCall('rows/read', (params) =>
    JSON.stringify(params).includes(JSON.stringify("$.a[0].kind == 'it\\'s'").slice(1, -1)),
  );
});

async function showDiff(panel: PanelPage, place: number): Promise<void> {
  await select(panel, place);
  await panel.tab(/^Diff$/).click();
}

test('two JSON messages are told apart by path, with a link to the one before', async () => {
  const panel = await browser.open({
    captures: [WEBSOCKET],
    rowCount: 4,
    payloads: {
      1: '{"price":101.5,"same":[1,2],"old":true}',
      2: '{"price":102.25,"same":[1,2],"new":"<b>x"}',
    },
  });
  await showDiff(panel, 2);
  const changes = panel.page.getByRole('table', { name: 'Differences' });
  const text = await panel.waitForText(changes, /price/);
  assert.match(text, /\$\.price 101\.5 → 102\.25 \+0\.75/);
  assert.match(text, /− \$\.old true/);
  assert.match(text, /\+ \$\.new "<b>x"/);
  assert.match(
    await panel.page.locator('ri-json-diff-view .summary').innerText(),
    /3 differences, 2 values the same/,
  );
  await panel.page.getByRole('button', { name: 'Compare in the editor' }).click();
  assert.deepEqual(await panel.waitForCall('host/compareFrames'), { beforeRow: 1, row: 2 });
  await panel.page.getByRole('button', { name: 'message 2' }).click();
  await panel.waitForText(panel.page.locator('ri-message-detail .meta'), /Message 2 in/);
  await panel.tab(/^JSON$/).click();
  await panel.rows('ri-message-list').nth(0).click();
  await panel.tab(/^Diff$/).click();
  await panel.page.getByText('The first of its kind').waitFor();
  assert.deepEqual(await panel.violations(), []);
});

test('two texts are told apart by words, and bytes by place', async () => {
  const panel = await browser.open({
    captures: [WEBSOCKET],
    rowCount: 5,
    payloads: { 1: 'price is 101', 2: 'price was 101', 3: 'price was 102' },
    binaryRows: [3],
  });
  await showDiff(panel, 2);
  await panel.waitForText(panel.page.locator('ri-text-diff-view pre'), /price iswas 101/);
  assert.deepEqual(await panel.page.locator('ri-text-diff-view del').allInnerTexts(), ['is']);
  await panel.rows('ri-message-list').nth(3).click();
  const bytes = panel.page.locator('ri-hex-diff-view');
  await panel.waitForText(bytes.locator('.dump'), /− 00000000 .*\+ 00000000/);
  assert.equal(await bytes.locator('.added .hex mark').innerText(), '32');
});

test('a message that is too large to be compared here says so', async () => {
  const large = 'x'.repeat(1_100_000);
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 4, payloads: { 2: large } });
  await showDiff(panel, 2);
  await panel.page.getByText('are not compared here').waitFor();
  await panel.page.getByRole('button', { name: 'Compare in the editor' }).waitFor();
});

test('bytes are eight in a line where there is no room for sixteen, and found all the same', async () => {
  const payloads = { 2: 'abcdefghijklmnopqrstuvwxyz' };
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 5, payloads, width: 420 });
  await select(panel, 2);
  await panel.tab(/^Hex$/).click();
  const lines = panel.page.locator('ri-hex-view .line');
  await waitFor('narrow lines', async () => (await lines.count()) === 4);
  assert.equal(await lines.nth(1).locator('.offset').innerText(), '00000008');
  assert.equal(await lines.nth(1).locator('.ascii').innerText(), 'ijklmnop');
  const overflowPx = await lines
    .first()
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  assert.ok(overflowPx <= 0, `${overflowPx} px`);
  await panel.page.getByRole('button', { name: 'Find in the message' }).click();
  await panel.page.getByRole('textbox', { name: 'Find in the message' }).fill('opqr');
  await waitFor(
    'the hit in two lines',
    async () => (await panel.page.locator('ri-hex-view mark').count()) === 4,
  );
  await panel.page.setViewportSize({ width: 1900, height: 800 });
  await waitFor('whole lines', async () => (await lines.count()) === 2);
});
