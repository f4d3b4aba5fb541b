import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { waitFor } from '../support/waitFor.ts';
import { PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { FOUR, SSE, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

const LIST = 'ri-message-list';

function grid(panel: PanelPage): Locator {
  return panel.page.getByRole('grid', { name: 'Messages' });
}

function edge(panel: PanelPage, column: string): Locator {
  return panel.page.getByRole('separator', { name: `Width of ${column}` });
}

async function widthOf(panel: PanelPage, column: string): Promise<number> {
  return Number(await edge(panel, column).getAttribute('aria-valuenow'));
}

async function headings(panel: PanelPage): Promise<string> {
  const texts = await panel.page.locator(`${LIST} .heading`).allInnerTexts();
  return texts.map((text) => text.replace(/\W+$/u, '').trim()).join('|');
}

function waitForSelected(panel: PanelPage, rowIndex: number): Promise<unknown> {
  return panel.page.locator(`${LIST} .row.is-selected[aria-rowindex="${rowIndex}"]`).waitFor();
}

async function keptState(panel: PanelPage, pattern: RegExp): Promise<unknown> {
  return waitFor(`a kept state like ${pattern}`, async () => {
    const state: unknown = await panel.page.evaluate(() => window.fakeHost.state);
    return pattern.test(JSON.stringify(state)) ? state : null;
  });
}

async function writeHighlight(panel: PanelPage, place: number, text: string): Promise<void> {
  await panel.page.getByRole('textbox', { name: `Highlight ${place}` }).fill(text);
}

test('a column is as wide as its edge is dragged or moved with keys, and so again after a reload', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 400 });
  const before = await widthOf(panel, 'Kind');
  const box = await edge(panel, 'Kind').boundingBox();
  assert.ok(box !== null);
  await panel.page.mouse.move(box.x + 4, box.y + 8);
  await panel.page.mouse.down();
  await panel.page.mouse.move(box.x + 44, box.y + 8, { steps: 4 });
  await panel.page.mouse.up();
  await waitFor('the width', async () => (await widthOf(panel, 'Kind')) === before + 40);
  await edge(panel, 'Kind').focus();
  await panel.page.keyboard.press('ArrowRight');
  await panel.page.keyboard.press('ArrowDown');
  await panel.page.keyboard.press('ArrowLeft');
  await waitFor('the other width', async () => (await widthOf(panel, 'Event or opcode')) === 132);
  const state = await keptState(panel, /"name":132/);
  const again = await browser.open({ captures: [WEBSOCKET], rowCount: 400, state });
  assert.deepEqual(
    [await widthOf(again, 'Kind'), await widthOf(again, 'Event or opcode')],
    [before + 48, 132],
  );
});

test('a double click makes a column as wide as what is in view needs', async () => {
  const payloads = { 397: 'x' };
  const panel = await browser.open({ captures: [WEBSOCKET, SSE], rowCount: 400, payloads });
  await panel.rows(LIST).last().waitFor();
  await edge(panel, 'Event or opcode').dblclick();
  await waitFor('a narrower column', async () => (await widthOf(panel, 'Event or opcode')) < 100);
  const isCut = await panel.page
    .locator(`${LIST} .c-name.ellipsis`)
    .evaluateAll((cells) => cells.some((cell) => cell.scrollWidth > cell.clientWidth + 1));
  assert.equal(isCut, false);
});

test('columns are hidden and shown from a menu that stays open, by keys, and kept', async () => {
  const panel = await browser.open({ captures: FOUR, rowCount: 400 });
  await panel.rows(LIST).last().waitFor();
  assert.equal(await headings(panel), '|Time||Kind|Event or opcode|Size|Preview');
  const button = panel.page.getByRole('button', { name: 'Columns' });
  await button.focus();
  await panel.page.keyboard.press('Enter');
  const item = (name: string) => panel.page.getByRole('menuitemcheckbox', { name, exact: true });
  await item('Number').waitFor();
  await panel.page.keyboard.press('k');
  await panel.page.keyboard.press('Enter');
  await waitFor(
    'the kind to be unchecked',
    async () => (await item('Kind').getAttribute('aria-checked')) === 'false',
  );
  await item('Capture').click();
  await waitFor(
    'the columns',
    async () => (await headings(panel)) === '|Time|Capture||Event or opcode|Size|Preview',
  );
  await panel.page.keyboard.press('Escape');
  await panel.page.getByRole('menu').waitFor({ state: 'detached' });
  assert.equal(await button.evaluate((element) => element.matches(':focus')), true, 'the focus is back');
  await panel.waitForText(panel.page.locator(`${LIST} .c-capture`).last(), /^localhost:8080\//);
  const state = await keptState(panel, /"capture":true/);
  const again = await browser.open({ captures: FOUR, rowCount: 400, state });
  assert.equal(await headings(again), '|Time|Capture||Event or opcode|Size|Preview');
});

test('a press on the button of an open menu, and one beside it, close it', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 40 });
  const button = panel.page.getByRole('button', { name: 'Columns' });
  const menu = panel.page.getByRole('menu', { name: 'Columns' });
  await button.click();
  await menu.waitFor();
  await button.click();
  await menu.waitFor({ state: 'detached' });
  await button.click();
  await menu.waitFor();
  await panel.page.mouse.click(300, 500);
  await menu.waitFor({ state: 'detached' });
  await panel.page.getByRole('button', { name: 'Columns', expanded: false }).waitFor();
});

test('times are counted from the start, by the clock or from the row before', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 400 });
  const time = panel.page.locator(`${LIST} .row:not(.header) .c-time`).last();
  await panel.waitForText(time, /^0:23\.\d{3}$/);
  await panel.page.getByTitle('What times are counted from').click();
  const choice = panel.page.getByRole('menuitemradio', { name: 'Since the row before' });
  await choice.click();
  await panel.waitForText(time, /^\+\d+ ms$/);
  await grid(panel).focus();
  await panel.page.keyboard.press('t');
  await panel.page.keyboard.press('t');
  await panel.waitForText(time, /^\d\d:\d\d:\d\d\.\d{3}$/);
});

test('a frame is called by its event or its opcode', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET, SSE], rowCount: 400, binaryRows: [398] });
  const name = (row: number) => panel.page.locator(`${LIST} .row[aria-rowindex="${row + 2}"] .name`);
  await panel.waitForText(name(398), /^binary$/);
  assert.equal(await name(396).innerText(), 'text');
  assert.equal(await name(399).innerText(), 'tick');
});

test('highlights tint the rows that the engine says match, hide none, and are kept in the workspace', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 400 });
  await panel.rows(LIST).last().waitFor();
  await panel.page.getByRole('button', { name: 'Highlight' }).click();
  await writeHighlight(panel, 1, 'globex');
  await panel.page.getByRole('button', { name: 'Add a highlight' }).click();
  await writeHighlight(panel, 2, '"volume":');
  await panel.page.getByRole('radio', { name: 'red' }).last().check();
  await panel.page.locator(`${LIST} .is-highlighted.yellow`).first().waitFor();
  const badges = panel.page.locator(`${LIST} .row:not(.header) .badge`);
  await waitFor('both', async () => new Set(await badges.allInnerTexts()).size === 2);
  assert.deepEqual([...new Set(await badges.allInnerTexts())].sort(), ['1+', '2']);
  assert.equal((await panel.page.locator(`${LIST} .is-highlighted.red`).count()) > 0, true);
  await panel.waitForText(panel.page.locator('ri-filter-bar .shown'), /^400 frames$/);
  await panel.page.keyboard.press('Escape');
  const saved = await panel.page.evaluate(() => window.fakeHost.saved.highlights);
  assert.deepEqual(
    saved?.map(({ value }) => value),
    ['{"text":"globex","color":"yellow"}', '{"text":"\\"volume\\":","color":"red"}'],
  );
});

test('a highlight that is no filter is told beside it, is not asked for, and is not kept', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 400 });
  await panel.rows(LIST).last().waitFor();
  await panel.page.getByRole('button', { name: 'Highlight' }).click();
  await writeHighlight(panel, 1, '$.price >');
  await panel.page.getByText('Write a value after >').waitFor();
  await panel.settle();
  for (const params of await panel.callsOf('rows/read')) {
    assert.deepEqual((params as { highlights: unknown }).highlights, []);
  }
  await panel.page.getByRole('button', { name: 'Delete highlight 1' }).click();
  await panel.page.getByRole('textbox', { name: 'Highlight 1' }).waitFor({ state: 'detached' });
});

test('marks are set with M, gone to with N from anywhere, and kept', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 100_000 });
  await panel.rows(LIST).last().waitFor();
  await grid(panel).focus();
  await panel.page.keyboard.press('Home');
  await waitForSelected(panel, 2);
  await panel.page.keyboard.press('m');
  await panel.page.keyboard.press('End');
  await waitForSelected(panel, 100_001);
  await panel.page.keyboard.press('ArrowUp');
  await waitForSelected(panel, 100_000);
  await panel.page.keyboard.press('m');
  await panel.page.keyboard.press('n');
  await waitForSelected(panel, 2);
  await panel.page.keyboard.press('Shift+N');
  await waitForSelected(panel, 100_000);
  await panel.page.getByRole('button', { name: '2 marks' }).click();
  await panel.page.getByRole('menuitem', { name: /Next mark/ }).click();
  await waitForSelected(panel, 2);
  const state = await keptState(panel, /"marks":\[\{"row":0,.*"row":99998.*"selectedRow":0,/);
  const again = await browser.open({ captures: [WEBSOCKET], rowCount: 100_000, state });
  await again.page.locator(`${LIST} .is-marked[aria-rowindex="2"]`).waitFor();
  await again.page.getByRole('button', { name: 'Clear what was captured' }).click();
  await keptState(again, /"marks":\[\]/);
});

test('with a filter on, marks lead to the listed rows nearest to them, one after the other', async () => {
  const marks = [11, 206, 302].map((row) => ({ row, atMs: row }));
  const state = { version: 1, sessionId: 'session-1', marks };
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 400, state });
  await panel.page.getByRole('combobox', { name: 'Filter' }).fill('globex');
  await panel.waitForText(panel.page.locator('ri-filter-bar .shown'), /^100 of 400 shown$/);
  await grid(panel).focus();
  const number = panel.page.locator(`${LIST} .is-selected .c-number`);
  // Every fourth row matches, from the second on.
  for (const nearest of [/^10$/, /^206$/, /^302$/, /^10$/]) {
    await panel.page.keyboard.press('n');
    await panel.waitForText(number, nearest);
  }
});

test('a click in the gutter marks without selecting', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 40 });
  await panel.rows(LIST).last().locator('.c-mark').click();
  await panel.page.locator(`${LIST} .is-marked`).waitFor();
  assert.equal(await panel.page.locator(`${LIST} .is-selected`).count(), 0);
});

test('what the user looks at stays in place while the oldest rows are given up', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 2_000 });
  await panel.rows(LIST).last().waitFor();
  await grid(panel).focus();
  await panel.page.keyboard.press('PageUp');
  await panel.page.keyboard.press('PageUp');
  await panel.page.keyboard.press('PageUp');
  await panel.page.getByRole('button', { name: 'Latest' }).waitFor();
  await panel.settle();
  const first = () => panel.page.locator(`${LIST} .row:not(.header) .c-number`).first().innerText();
  const before = await first();
  await panel.page.evaluate(() => {
    window.fakeHost.replace({ ...window.fakeSetup.options, rowCount: 2_500, droppedRows: 500 });
  });
  await panel.waitForText(panel.page.locator('ri-filter-bar .shown'), /2,000 frames, the oldest 500/);
  await panel.settle();
  assert.equal(await first(), before);
});

test('at 420 px the list shows what tells messages apart, and nothing is cut at its right', async () => {
  const panel = await browser.open({ captures: FOUR, rowCount: 400, width: 420, height: 900 });
  await panel.rows(LIST).last().waitFor();
  assert.equal(await headings(panel), 'Time||Size|Preview');
  const overflow = await panel.page
    .locator(`${LIST} .row`)
    .evaluateAll((rows) => rows.filter((row) => row.scrollWidth > row.clientWidth).length);
  assert.equal(overflow, 0);
});
