import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import { graveFindings } from '../support/axe.ts';
import { waitFor } from '../support/waitFor.ts';
import { graveFindingsInEveryTheme } from './support/everyTheme.ts';
import { type OpenOptions, PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { FOUR, SSE, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

/** A panel with its Compare tab in view, and room for it. */
async function openCompare(options: OpenOptions): Promise<PanelPage> {
  const state = { version: 1, sessionId: 'session-1', tab: 'compare', ...recordOf(options.state) };
  const panel = await browser.open({ height: 1200, ...options, state });
  await panel.page.locator('ri-compare-table table').waitFor();
  return panel;
}

function recordOf(state: unknown): object {
  return typeof state === 'object' && state !== null ? state : {};
}

test('what was measured and what was estimated are told apart in words, for every column', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET, SSE], rowCount: 400 });
  await panel.tab(/Compare/).click();
  const head = (method: string): Locator =>
    panel.page.locator('ri-compare-pane th[scope="col"]').filter({ hasText: new RegExp(`^\\s*${method}`) });
  await panel.waitForText(head('WebSocket'), /Measured over/i);
  await panel.waitForText(head('SSE'), /Measured over/i);
  await panel.waitForText(head('Short polling'), /Estimated from WebSocket/i);
  await panel.waitForText(head('Long polling'), /Estimated from WebSocket/i);
  const requests = panel.page.locator('ri-compare-pane tr').filter({ hasText: /^\s*Requests/ });
  const cells = await requests.locator('td').allInnerTexts();
  assert.equal(cells.length, 4);
  assert.equal(cells.filter((cell) => cell.includes('≈')).length, 2);
});

test('what an estimate assumes can be changed, and is asked for anew', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 400 });
  await panel.tab(/Compare/).click();
  const interval = panel.page.getByRole('textbox', { name: /^Interval/ });
  await interval.fill('1s');
  await panel.waitForCall('comparison/read', (params) =>
    JSON.stringify(params).includes('"intervalMs":1000'),
  );
  await interval.fill('soon');
  await panel.page.locator('ri-compare-pane .field-error').waitFor();
});

test('a method that cannot be estimated says why', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 400 });
  await panel.tab(/Compare/).click();
  await panel.page.getByText('Long polling: nothing was captured long enough to estimate from').waitFor();
});

test('the advice and three figures of each method come first', async () => {
  const panel = await openCompare({ captures: [WEBSOCKET, SSE], rowCount: 400 });
  const summary = panel.page.locator('ri-compare-summary');
  await panel.waitForText(summary.locator('.headline'), /^.{20,}\.$/);
  const cards = summary.getByRole('listitem');
  assert.equal(await cards.count(), 4);
  assert.match(await cards.filter({ hasText: 'SSE' }).innerText(), /measured\s+2 requests/);
  assert.match(await cards.filter({ hasText: 'Short polling' }).innerText(), /estimated/);
});

test('an estimate has its assumptions, sizes and limits in its column', async () => {
  const panel = await openCompare({ captures: [WEBSOCKET], rowCount: 400 });
  const row = (name: string): Locator =>
    panel.page.locator('ri-compare-table tr.grounds').filter({ hasText: name });
  await panel.waitForText(row('Assumptions'), /Round trip 40ms \(measured\)/);
  await panel.waitForText(row('Inputs'), /head of a request 310 B \(measured\)/);
  await panel.waitForText(row('Limits'), /heads are taken from the captured response/);
});

test('sections are folded by their headings, and stay so', async () => {
  const panel = await openCompare({ captures: FOUR, rowCount: 400 });
  await panel.page.getByRole('button', { name: /^Methods/ }).press('Enter');
  await panel.page.locator('ri-compare-table').waitFor({ state: 'detached' });
  const state = await waitFor('the folded section to be kept', async () => {
    const kept: unknown = await panel.page.evaluate(() => window.fakeHost.state);
    return JSON.stringify(kept).includes('"folded":["methods"]') ? kept : null;
  });
  const again = await browser.open({ captures: FOUR, rowCount: 400, state });
  await again.page.locator('ri-capacity-table').waitFor();
  assert.equal(await again.page.locator('ri-compare-table').count(), 0);
});

test('an assumption out of its range says what to write, and the last good one counts', async () => {
  const panel = await openCompare({ captures: [WEBSOCKET], rowCount: 400 });
  const field = (name: RegExp): Locator => panel.page.getByRole('textbox', { name });
  const error = panel.page.locator('ri-assumptions-form .field-error');
  await field(/^Interval/).fill('2s');
  await panel.waitForCall('comparison/read', (params) =>
    JSON.stringify(params).includes('"intervalMs":2000'),
  );
  await field(/^Interval/).fill('0');
  await panel.waitForText(error, /^Write 1ms or more\.$/);
  await field(/^Interval/).fill('5000h');
  await panel.waitForText(error, /^Write 30 days \(720h\) or less\.$/);
  await field(/^Interval/).fill('2s');
  await field(/^Connect round trips/).fill('11');
  await panel.waitForText(error, /^Write a number from 0 to 10\.$/);
  await field(/^Heartbeat/).fill('0');
  await panel.waitForCall('comparison/read', (params) => {
    const text = JSON.stringify(params);
    return text.includes('"intervalMs":2000') && text.includes('"heartbeatMs":0') && !text.includes('11');
  });
});

test('an assumption says where it comes from, is kept, and goes back to what was found', async () => {
  const panel = await openCompare({ captures: [WEBSOCKET], rowCount: 400 });
  const basis = (page: PanelPage, label: string): Locator =>
    page.page
      .locator('ri-assumptions-form .label')
      .filter({ hasText: new RegExp(`^\\s*${label}`) })
      .locator('.basis');
  await panel.waitForText(basis(panel, 'Timeout'), /from the feed/);
  assert.equal(await basis(panel, 'Keep alive').innerText(), 'typical');
  assert.equal(await basis(panel, 'Round trip').innerText(), 'measured');
  await panel.page.getByRole('textbox', { name: /^Round trip/ }).fill('80ms');
  await panel.waitForText(basis(panel, 'Round trip'), /yours/);
  const state = await waitFor('the assumption to be kept', async () => {
    const kept: unknown = await panel.page.evaluate(() => window.fakeHost.state);
    return JSON.stringify(kept).includes('"roundTripMs":80') ? kept : null;
  });
  const again = await openCompare({ captures: [WEBSOCKET], rowCount: 400, state });
  await again.waitForCall('comparison/read', (params) => JSON.stringify(params).includes('"roundTripMs":80'));
  await again.page.getByRole('button', { name: 'Round trip: back to what was found' }).click();
  await again.waitForText(basis(again, 'Round trip'), /measured/);
  assert.equal(await again.page.getByRole('textbox', { name: /^Round trip/ }).inputValue(), '40ms');
});

test('the HTTP version and the compression are chosen', async () => {
  const panel = await openCompare({ captures: [WEBSOCKET], rowCount: 400 });
  const select = panel.page.getByRole('combobox', { name: 'HTTP version' });
  await select.focus();
  await panel.page.keyboard.press('Enter');
  await panel.page.keyboard.press('ArrowDown');
  await panel.page.keyboard.press('Enter');
  await panel.waitForCall('comparison/read', (params) =>
    JSON.stringify(params).includes('"httpVersion":"2"'),
  );
});

test('capacity goes with the clients, by slider and by number, and asks the engine for nothing', async () => {
  const panel = await openCompare({ captures: FOUR, rowCount: 400 });
  const row = panel.page.locator('ri-capacity-table tbody tr').filter({ hasText: 'WebSocket' });
  await panel.waitForText(row, /WebSocket 0\.0\/s 1,000 /);
  await panel.settle();
  await panel.forgetCalls();
  const slider = panel.page.getByRole('slider', { name: /^Clients/ });
  await slider.press('End');
  await panel.waitForText(row, / 1,000,000 /);
  await slider.press('Home');
  await panel.waitForText(row, /WebSocket 0\.0\/s 1 /);
  const field = panel.page.getByRole('textbox', { name: /^Clients/ });
  await field.fill('25,000');
  await panel.waitForText(row, / 25,000 /);
  assert.equal(await slider.getAttribute('aria-valuetext'), '25,000 clients');
  await field.fill('2000000');
  const error = panel.page.locator('ri-capacity-table .field-error');
  await panel.waitForText(error, /^Write a whole number from 1 to 1,000,000\.$/);
  await panel.waitForText(row, / 25,000 /);
  assert.deepEqual(await panel.callsOf('comparison/read'), []);
});

test('the estimates are checked by a replay of the capture they are made from', async () => {
  const panel = await openCompare({ captures: [SSE], rowCount: 400 });
  await startReplay(panel);
  assert.partialDeepStrictEqual(await panel.waitForCall('comparison/replay'), { captureId: 1 });
  const table = panel.page.locator('ri-replay-check table');
  await table.waitFor();
  const bytes = table.locator('tbody tr').filter({ hasText: 'Wire bytes in' }).locator('td');
  assert.match(await panel.waitForText(bytes.first(), /kB/), /kB −1\.0 %$/);
});

test('a replay shows how far it is, and is stopped', async () => {
  const panel = await openCompare({ captures: [SSE], rowCount: 400 });
  await panel.page.evaluate(() => {
    window.fakeHost.isReplayHeld = true;
  });
  await startReplay(panel);
  await panel.page.getByRole('progressbar', { name: 'Replay' }).waitFor();
  // It goes on while another tab is looked at.
  await panel.tab(/Messages/).click();
  await panel.tab(/Compare/).click();
  await panel.page.getByRole('button', { name: 'Stop', exact: true }).click();
  await panel.page.getByText('Stopped before its end.').waitFor();
});

test('a replay that fails says why', async () => {
  const panel = await openCompare({ captures: [SSE], rowCount: 400 });
  await panel.page.evaluate(() => {
    window.fakeHost.failures = {
      'comparison/replay': { code: 'internal', message: 'no port is free', action: 'try again' },
    };
  });
  await startReplay(panel);
  await panel.page.getByRole('alert').getByText('no port is free; try again.').waitFor();
});

test('one message is shown as it came by each method, and the ones before and after it', async () => {
  const panel = await openCompare({ captures: FOUR, rowCount: 400 });
  const rows = panel.page.locator('ri-message-pair tbody tr');
  await panel.waitForText(rows.nth(0), /^WebSocket first$/);
  await panel.waitForText(rows.nth(1), /^SSE \+40 ms$/);
  await panel.waitForText(rows.nth(3), /^Short polling did not come$/);
  assert.ok(await panel.page.getByRole('button', { name: 'Message after' }).isDisabled());
  await panel.page.getByRole('button', { name: 'Message before' }).click();
  await panel.waitForText(rows.nth(3), /^Short polling \+1\.08 s$/);
  await rows.nth(1).getByRole('button').click();
  await panel.page.locator('ri-message-detail').waitFor();
  assert.deepEqual(await panel.waitForCall('rows/place'), {
    query: { text: '', direction: null, kinds: null, captureIds: null },
    row: 98 * 4 + 1,
  });
});

test('where no message is shared, it is said how to get one', async () => {
  const panel = await openCompare({ captures: [SSE], rowCount: 400 });
  await panel.page.getByText('No message came by more than one captured method yet.').waitFor();
});

test('no part of the tab has grave faults, in any theme', async () => {
  const panel = await openCompare({ captures: [SSE, WEBSOCKET], rowCount: 400 });
  await startReplay(panel);
  await panel.page.locator('ri-replay-check table').waitFor();
  await panel.page.getByRole('textbox', { name: /^Interval/ }).fill('never');
  await panel.page.locator('ri-assumptions-form .field-error').waitFor();
  assert.deepEqual(await graveFindingsInEveryTheme(panel), []);
});

function startReplay(panel: PanelPage): Promise<void> {
  return panel.page.locator('ri-replay-check').getByRole('button', { name: 'Check by replay' }).click();
}

test('addresses of the other methods are guessed, and all are captured at once', async () => {
  const panel = await openCompare({ captures: [SSE], rowCount: 400 });
  await panel.page.getByRole('button', { name: 'Compare methods on this feed…' }).click();
  const address = (method: string): Locator =>
    panel.page.getByRole('textbox', { name: `Address for ${method}` });
  assert.equal(await address('WebSocket').inputValue(), 'ws://localhost:8080/websocket');
  assert.equal(await address('SSE').inputValue(), 'http://localhost:8080/sse');
  await address('Long polling').fill('');
  await address('Short polling').fill('ftp://localhost/');
  const start = panel.page.getByRole('button', { name: 'Capture all at once' });
  await start.click();
  await panel.page.locator('ri-compare-form .field-error').waitFor();
  assert.deepEqual(await panel.callsOf('capture/start'), []);
  await address('Short polling').fill('localhost:8080/short-polling');
  await start.click();
  await waitFor('three captures to be started', async () => {
    const feeds = (await panel.callsOf('capture/start')) as { readonly feed: { readonly url: string } }[];
    const urls = feeds.map(({ feed }) => feed.url);
    return urls.length === 3 ? urls : null;
  });
  assert.deepEqual(await panel.waitForCall('capture/stop'), { captureId: 1 });
  await panel.page.locator('ri-compare-form').waitFor({ state: 'detached' });
});

test('methods are compared from nothing too, and by a command of the editor', async () => {
  const panel = await browser.open({ captures: [], rowCount: 0 });
  await panel.page.evaluate(() => {
    window.fakeHost.post({ type: 'command', command: { name: 'compareMethods' } });
  });
  // The first field gets the focus; what is written elsewhere before it has would go there.
  await panel.page.locator('ri-compare-form input:focus').waitFor();
  await panel.page.getByRole('textbox', { name: 'Address for SSE' }).fill('localhost:8080/events');
  assert.deepEqual(await graveFindings(panel.page), []);
  await panel.page.keyboard.press('Enter');
  assert.partialDeepStrictEqual(await panel.waitForCall('capture/start'), {
    feed: { method: 'sse', url: 'http://localhost:8080/events' },
  });
});

test('a report is written in the format that is chosen, of what is shown', async () => {
  const panel = await openCompare({ captures: FOUR, rowCount: 400 });
  const headline = (
    await panel.page.locator('ri-compare-summary .headline > span:last-child').innerText()
  ).trim();
  for (const format of ['Markdown', 'HTML', 'JSON']) {
    await panel.page.getByRole('button', { name: format, exact: true }).click();
  }
  await waitFor('three reports', async () => (await panel.callsOf('host/saveReport')).length === 3);
  const reports = await panel.page.evaluate(() => window.fakeHost.reports);
  assert.deepEqual(
    reports.map(({ format }) => format),
    ['markdown', 'html', 'json'],
  );
  assert.match(reports[0]?.text ?? '', /^# /);
  assert.match(reports[1]?.text ?? '', /^<!doctype html>/i);
  assert.partialDeepStrictEqual(JSON.parse(reports[2]?.text ?? ''), {
    format: 'realtime-inspector/comparison',
    advice: { headline },
  });
});

test('addresses that are found take the place of guesses, and none is taken away', async () => {
  const panel = await openCompare({ captures: [SSE], rowCount: 400 });
  await panel.page.getByRole('button', { name: /Compare methods on this feed/ }).click();
  const address = (label: string): Locator =>
    panel.page.getByRole('textbox', { name: `Address for ${label}` });
  const polled = await address('Short polling').inputValue();
  await panel.page.getByRole('button', { name: 'Find addresses' }).click();
  await panel.page.getByText('Found 3 of 4.').waitFor();
  assert.equal(await address('WebSocket').inputValue(), 'ws://localhost:8080/ws');
  assert.equal(await address('Short polling').inputValue(), polled);
});
