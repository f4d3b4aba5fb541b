import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import type { Statistics } from '../../src/protocol/statistics.ts';
import { waitFor } from '../support/waitFor.ts';
import { type OpenOptions, PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { FOUR, SSE, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

const CHARTS = ['rate', 'size', 'gap', 'delay', 'wait'];

async function open(options: OpenOptions): Promise<PanelPage> {
  const panel = await browser.open({ height: 1200, ...options });
  await panel.tab(/Statistics/).click();
  await card(panel, 'rate').waitFor();
  return panel;
}

function card(panel: PanelPage, chart: string): Locator {
  return panel.page.locator(`ri-chart-card[data-chart="${chart}"]`);
}

/** What the engine would have told. */
function statistics(panel: PanelPage, captureIds: readonly number[]): Promise<Statistics> {
  return panel.page.evaluate((ids) => window.fakeHost.session.statistics(ids), captureIds);
}

/** The texts of a table's rows, cell by cell. */
function cellsOf(rows: Locator): Promise<string[][]> {
  return rows.evaluateAll((all) =>
    all.map((row) => Array.from(row.children, (cell) => cell.textContent.replaceAll(/\s+/g, ' ').trim())),
  );
}

function copied(panel: PanelPage): Promise<string | undefined> {
  return panel.page.evaluate(() => window.fakeHost.copied.at(-1));
}

test('each figure has a chart, described in words, with its quantiles', async () => {
  const panel = await open({ captures: FOUR, rowCount: 400 });
  for (const chart of CHARTS) {
    const picture = card(panel, chart).getByRole('img');
    assert.match((await picture.getAttribute('aria-label')) ?? '', /\d+ (messages|gaps|polls)/, chart);
  }
  const gap = (await statistics(panel, [1, 2, 3, 4])).distributions.gap;
  const rows = await cellsOf(card(panel, 'gap').locator('.quantiles tbody tr'));
  assert.deepEqual(
    rows.map((cells) => [cells[0], cells.at(-1)]),
    [
      ['WebSocket', String(gap?.series[0]?.quantiles.count)],
      ['SSE', String(gap?.series[1]?.quantiles.count)],
      ['Long polling', String(gap?.series[2]?.quantiles.count)],
      ['Short polling', String(gap?.series[3]?.quantiles.count)],
    ],
  );
  assert.deepEqual(panel.errors, []);
});

test('a figure that nobody has says why, and what to do', async () => {
  const panel = await open({ captures: [WEBSOCKET], rowCount: 400 });
  await card(panel, 'roundTrip')
    .getByText('No ping was sent: set Ping every in the feed’s options.')
    .waitFor();
  await card(panel, 'wait').getByText('Only polls wait for an answer', { exact: false }).waitFor();
});

test('each chart has its table, with the same counts', async () => {
  const panel = await open({ captures: FOUR, rowCount: 400 });
  await panel.page.getByRole('button', { name: 'All charts as tables' }).click();
  const { distributions, rate } = await statistics(panel, [1, 2, 3, 4]);
  for (const chart of CHARTS) {
    const table = card(panel, chart).locator('table.figures');
    assert.notEqual(await table.locator('caption').innerText(), '');
    assert.equal(await card(panel, chart).getByRole('img').count(), 0);
  }
  const rows = await cellsOf(card(panel, 'wait').locator('table.figures tbody tr'));
  const counts = distributions.wait?.series.map((series) => series.counts) ?? [];
  const filled = counts[0]?.flatMap((count, bar) => {
    const other = counts[1]?.[bar] ?? 0;
    return count + other === 0 ? [] : [[String(count), String(other)]];
  });
  assert.deepEqual(
    rows.map((cells) => [cells[2], cells[4]]),
    filled,
  );
  const rates = await cellsOf(card(panel, 'rate').locator('table.figures tbody tr'));
  assert.equal(
    rates.reduce((total, cells) => total + Number(cells[1]), 0),
    rate.series[0]?.received.reduce((total, count) => total + count, 0),
  );
  await card(panel, 'gap').getByRole('button', { name: 'Gap as a table' }).click();
  await card(panel, 'gap').getByRole('img').waitFor();
});

test('pointing at a bar tells its range, count and share', async () => {
  const panel = await open({ captures: [SSE], rowCount: 400 });
  await card(panel, 'size').getByRole('img').hover();
  await panel.waitForText(
    card(panel, 'size').locator('.tip'),
    /^\S+ k?B( to \S+ k?B)? [\d,]+ messages, .+ %$/,
  );
});

test('a table is copied for a spreadsheet, and a name in it is no formula there', async () => {
  const panel = await open({ captures: [SSE], rowCount: 400 });
  await panel.page.getByRole('button', { name: 'Copy By event type, separated by tabs' }).click();
  const text = await waitFor('a copy', () => copied(panel));
  const [heads, first] = text.split('\n');
  assert.match(heads ?? '', /^Type\tCapture\tDirection\tCount\tShare \(%\)\tBytes\t/);
  assert.match(first ?? '', /^tick\tSSE\tin\t\d+\t/);
  await card(panel, 'gap').getByRole('button', { name: 'Gap as a table' }).click();
  await panel.page.getByRole('button', { name: 'Copy Gap, separated by commas' }).click();
  await waitFor('another copy', async () =>
    ((await copied(panel)) ?? '').startsWith('From (ms),To (ms),SSE count,'),
  );
});

test('event types are sorted by a column, and turned round by the same one', async () => {
  const panel = await open({ captures: [SSE], rowCount: 400 });
  const types = panel.page.locator('ri-event-types');
  const names = async (): Promise<string[]> => types.locator('tbody .mono').allInnerTexts();
  const sorted = (await names()).toSorted();
  await types.getByRole('button', { name: 'Type', exact: true }).click();
  await waitFor('names in order', async () => (await names()).join() === sorted.join());
  await types.getByRole('button', { name: 'Type', exact: true }).click();
  await waitFor('names the other way', async () => (await names()).join() === sorted.toReversed().join());
  // What would turn the text round is seen instead.
  assert.ok(sorted.includes('status⟨202E⟩'));
});

test('a type leads to its messages', async () => {
  const panel = await open({ captures: [WEBSOCKET, SSE], rowCount: 400 });
  await panel.page.getByRole('button', { name: 'quote', exact: true }).click();
  await panel.waitForCall('rows/read', (params) =>
    JSON.stringify(params).includes('"text":"event==quote","direction":null,"kinds":null,"captureIds":[2]'),
  );
  await panel.page.locator('ri-message-list').waitFor();
});

test('captures are chosen, four at most, and the choice is kept', async () => {
  const panel = await open({ captures: [...FOUR, SSE], rowCount: 400 });
  await panel.waitForCall(
    'statistics/read',
    (params) => JSON.stringify(params) === '{"captureIds":[2,3,4,5]}',
  );
  const socket = panel.page.getByRole('button', { name: 'WebSocket', exact: true });
  assert.ok(await socket.isDisabled());
  await panel.page.getByRole('button', { name: 'Long polling', exact: true }).click();
  await socket.click();
  await panel.waitForCall(
    'statistics/read',
    (params) => JSON.stringify(params) === '{"captureIds":[1,2,4,5]}',
  );
  await waitFor('the choice to be kept', async () =>
    JSON.stringify(await panel.page.evaluate(() => window.fakeHost.state)).includes('"captureIds":[2,4,5,1]'),
  );
});

test('nothing is asked for while another tab is in front, and at most once a second while it is', async () => {
  const panel = await open({ captures: FOUR, rowCount: 400 });
  await panel.settle();
  await panel.forgetCalls();
  const startedAtMs = Date.now();
  await panel.page.evaluate(() => {
    window.fakeHost.goLive(10);
  });
  await waitFor('three calls', async () => (await panel.callsOf('statistics/read')).length >= 3);
  assert.ok((await panel.callsOf('statistics/read')).length <= 2 + (Date.now() - startedAtMs) / 1_000);
  await panel.tab(/Compare/).click();
  await panel.forgetCalls();
  await waitFor('two comparisons', async () => (await panel.callsOf('comparison/read')).length >= 2);
  assert.equal((await panel.callsOf('statistics/read')).length, 0);
});

test('it fits a narrow panel, in every theme', async () => {
  const panel = await open({ captures: FOUR, rowCount: 400, width: 420 });
  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    await panel.setTheme(theme);
    const overflowPx = await panel.page
      .locator('ri-statistics-pane > .scroll, ri-statistics-pane .scroll')
      .first()
      .evaluate((element) => element.scrollWidth - element.clientWidth);
    assert.ok(overflowPx <= 0, `${overflowPx} px in ${theme}`);
    assert.deepEqual(await panel.violations(), []);
  }
});
