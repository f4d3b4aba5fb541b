import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { waitFor } from '../support/waitFor.ts';
import { PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { FOUR, SSE, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

/** More than fit a screen by far, and far fewer than the log has. */
const MANY_ELEMENTS = 80;

async function lastRow(panel: PanelPage): Promise<string> {
  const row = panel.rows('ri-message-list').last();
  return panel.waitForText(row, /^[\d,]+ /);
}

async function selectedIndex(panel: PanelPage): Promise<string | null> {
  const selected = panel.page.locator('ri-message-list .row.is-selected');
  return (await selected.count()) === 1 ? selected.getAttribute('aria-rowindex') : null;
}

function waitForSelected(panel: PanelPage, rowIndex: number): Promise<unknown> {
  return waitFor(
    `row ${rowIndex} to be selected`,
    async () => (await selectedIndex(panel)) === `${rowIndex}`,
  );
}

test('of 100,000 rows only those in view exist, and only they are read', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET, SSE], rowCount: 100_000 });
  assert.match(await lastRow(panel), /^100,000 /);
  assert.ok((await panel.rows('ri-message-list').count()) < MANY_ELEMENTS);
  const reads = await panel.callsOf('rows/read');
  for (const read of reads) {
    assert.ok(typeof read === 'object' && read !== null && 'from' in read && 'to' in read);
    assert.ok(Number(read.to) - Number(read.from) <= 500);
  }
  assert.equal(
    await panel.page.getByRole('grid', { name: 'Messages' }).getAttribute('aria-rowcount'),
    '100001',
  );
});

test('the list follows its end until it is scrolled up, and again when asked to', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 1_000 });
  assert.match(await lastRow(panel), /^1,000 /);
  await panel.page.evaluate(() => {
    window.fakeHost.grow(500);
  });
  await waitFor('the newest row', async () => (await lastRow(panel)).startsWith('1,500 '));
  await panel.page.locator('ri-message-list .rows').hover();
  await panel.page.mouse.wheel(0, -600);
  await panel.page.getByRole('button', { name: 'Latest' }).waitFor();
  const before = await lastRow(panel);
  await panel.page.evaluate(() => {
    window.fakeHost.grow(500);
  });
  await panel.waitForText(panel.tab(/Messages/), /2,000/);
  assert.equal(await lastRow(panel), before);
  await panel.page.getByRole('button', { name: 'Latest' }).click();
  await waitFor('the newest row', async () => (await lastRow(panel)).startsWith('2,000 '));
});

test('arrows, page keys, Home, End and Escape move through the list', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 5_000 });
  await lastRow(panel);
  const grid = panel.page.getByRole('grid', { name: 'Messages' });
  await grid.focus();
  await grid.press('Home');
  await waitForSelected(panel, 2);
  await grid.press('ArrowDown');
  await waitForSelected(panel, 3);
  await grid.press('ArrowUp');
  await waitForSelected(panel, 2);
  await grid.press('End');
  await waitForSelected(panel, 5_001);
  await grid.press('PageUp');
  await waitFor('a page up', async () => Number(await selectedIndex(panel)) < 5_000);
  assert.equal(
    await grid.getAttribute('aria-activedescendant'),
    await panel.page.locator('ri-message-list .row.is-selected').getAttribute('id'),
  );
  await panel.page.locator('ri-message-detail').waitFor();
  await grid.press('Escape');
  await panel.page.locator('ri-message-detail').waitFor({ state: 'detached' });
});

test('Enter shows the first message in view where none is selected', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 4 });
  await lastRow(panel);
  await panel.page.getByRole('grid', { name: 'Messages' }).press('Enter');
  await waitForSelected(panel, 2);
});

test('a selected message is shown as a JSON tree, as text and as bytes', async () => {
  const panel = await browser.open({
    captures: [WEBSOCKET],
    rowCount: 5,
    payloads: { 2: '{"price":101.5,"id":12345678901234567890}' },
  });
  await lastRow(panel);
  await panel.rows('ri-message-list').nth(2).click();
  const tree = panel.page.getByRole('tree', { name: 'JSON' });
  assert.match(await panel.waitForText(tree, /price/), /price ?: ?101\.5 .*id ?: ?12345678901234567890/);
  await panel.tab(/^Text$/).click();
  await panel.waitForText(panel.page.locator('ri-text-view pre'), /\{"price":101\.5,/);
  await panel.tab(/^Hex$/).click();
  await panel.waitForText(panel.page.locator('ri-hex-view .rows'), /7b 22 70 72/);
});

test('text that is not JSON opens as text, and binary as bytes', async () => {
  const panel = await browser.open({
    captures: [WEBSOCKET],
    rowCount: 5,
    payloads: { 1: 'plain words' },
    binaryRows: [3],
  });
  await lastRow(panel);
  await panel.rows('ri-message-list').nth(1).click();
  await panel.waitForText(panel.page.locator('ri-text-view pre'), /plain words/);
  assert.equal(await panel.tab(/^JSON$/).count(), 0);
  await panel.rows('ri-message-list').nth(3).click();
  await panel.page.locator('ri-hex-view').waitFor();
});

test('tabs are one tab stop, moved between with the arrow keys', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 5 });
  await panel.tab(/Messages/).focus();
  await panel.page.keyboard.press('ArrowRight');
  await panel.page.locator('ri-request-list').waitFor();
  assert.equal(await panel.tab(/Requests/).getAttribute('aria-selected'), 'true');
  assert.equal(await panel.tab(/Messages/).getAttribute('tabindex'), '-1');
  await panel.page.keyboard.press('End');
  await panel.page.locator('ri-compare-pane').waitFor();
  await panel.page.keyboard.press('ArrowRight');
  await panel.page.locator('ri-message-list').waitFor();
  await panel.page.keyboard.press('ArrowLeft');
  await panel.page.keyboard.press('Home');
  await panel.page.locator('ri-message-list').waitFor();
});

test('a filter asks the engine, and says how many of how many are shown', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET, SSE], rowCount: 800 });
  await lastRow(panel);
  await panel.page.getByRole('combobox', { name: 'Filter' }).fill('globex');
  const shown = panel.page.locator('ri-filter-bar .shown');
  await panel.waitForText(shown, /^200 of 800 shown$/);
  await panel.waitForCall('rows/read', (params) => JSON.stringify(params).includes('"text":"globex"'));
  await panel.page.getByRole('button', { name: 'Only what went out' }).click();
  await panel.waitForText(shown, /^\d+ of 800 shown$/);
  await panel.waitForCall('rows/read', (params) => JSON.stringify(params).includes('"direction":"out"'));
  await panel.page.getByRole('button', { name: 'Clear the filter' }).click();
  await panel.waitForText(shown, /^800 frames$/);
});

test('a filter that nothing matches says so', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 50 });
  await panel.page.getByRole('combobox', { name: 'Filter' }).fill('no such word');
  await panel.page.getByText('No message matches the filter').waitFor();
});

test('a filter that is wrong is told beside it, and the list stays as it is until it is right', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 400 });
  const filter = panel.page.getByRole('combobox', { name: 'Filter' });
  const queries = async () =>
    (await panel.callsOf('rows/read')).map((params) => (params as { query: { text: string } }).query.text);
  await filter.fill('$.type == ');
  // Not while what could follow is offered.
  await filter.press('Escape');
  await panel.page.getByText("Write a value after ==: 'trade', 12, true or null").waitFor();
  await filter.fill('$[');
  await panel.page.getByText('$[ is not a JSONPath').waitFor();
  await panel.settle();
  assert.deepEqual(new Set(await queries()), new Set(['']));
  await filter.fill("$.type == 'trade'");
  await waitFor('the filter to be asked for', async () => (await queries()).includes("$.type == 'trade'"));
  assert.equal(await panel.page.locator('ri-filter-bar .problem').count(), 0);
});

test('the line of a capture shows only its messages, and then all again', async () => {
  const panel = await browser.open({ captures: FOUR, rowCount: 800 });
  const shown = panel.page.locator('ri-filter-bar .shown');
  const line = panel.page.getByRole('button', { name: 'SSE localhost:8080/sse', exact: true });
  await line.click();
  await panel.waitForText(shown, /^200 of 800 shown$/);
  await line.click();
  await panel.waitForText(shown, /^800 frames$/);
});

test('rows that the engine gave up are told', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 1_000, droppedRows: 400 });
  await panel.waitForText(
    panel.page.locator('ri-filter-bar .shown'),
    /^600 frames, the oldest 400 given up$/,
  );
});

test('a paused view stands still and counts what waits', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 1_000 });
  await lastRow(panel);
  await panel.page.getByRole('button', { name: 'Pause the view; the capture goes on' }).click();
  await panel.page.evaluate(() => {
    window.fakeHost.grow(250);
  });
  const go = panel.page.getByRole('button', { name: 'Show what is new' });
  await panel.waitForText(go, /250 waiting/);
  assert.match(await lastRow(panel), /^1,000 /);
  await go.click();
  await waitFor('the newest row', async () => (await lastRow(panel)).startsWith('1,250 '));
});

test('clearing asks the engine, and leaves an empty panel', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 1_000 });
  await panel.page.getByRole('button', { name: 'Clear what was captured' }).click();
  await panel.waitForCall('session/clear');
  await panel.page.locator('ri-empty-state').waitFor();
});
