import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator } from 'playwright-core';
import type { PanelCommand } from '../../src/protocol/panelCommands.ts';
import { waitFor } from '../support/waitFor.ts';
import { PanelBrowser, type PanelPage } from './support/panelPage.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

const SSE = { method: 'sse', url: 'http://localhost:8080/ticks' } as const;

async function send(panel: PanelPage, command: PanelCommand): Promise<void> {
  await panel.page.evaluate((sent) => {
    window.fakeHost.post({ type: 'command', command: sent });
  }, command);
}

/** What VS Code would read where a menu is opened: it sees nothing within the page's own shadow trees. */
async function contextOf(panel: PanelPage, open: () => Promise<void>): Promise<Record<string, unknown>> {
  await panel.page.evaluate(() => {
    delete document.body.dataset['seen'];
    const listener = (event: MouseEvent): void => {
      event.preventDefault();
      const { target } = event;
      if (target instanceof HTMLElement)
        document.body.dataset['seen'] = target.dataset['vscodeContext'] ?? '{}';
    };
    window.addEventListener('contextmenu', listener, { once: true });
  });
  await open();
  const seen = await waitFor('a context menu', () =>
    panel.page.evaluate(() => document.body.dataset['seen']),
  );
  return JSON.parse(seen) as Record<string, unknown>;
}

const rightClick = (element: Locator) => (): Promise<void> => element.click({ button: 'right' });

test('a menu on a message, a request and a capture knows which it is', async () => {
  const panel = await browser.open({ captures: [SSE], rowCount: 40 });
  const common = { preventDefaultContextMenuItems: true, sessionId: 'session-1' };
  const { atMs, ...message } = await contextOf(panel, rightClick(panel.rows('ri-message-list').nth(3)));
  assert.equal(typeof atMs, 'number');
  assert.deepEqual(message, {
    ...common,
    webviewSection: 'message',
    row: 3,
    captureId: 1,
    requestIndex: 0,
    event: 'tick',
  });
  const line = panel.page.locator('[data-capture-id="1"]');
  assert.deepEqual(await contextOf(panel, rightClick(line)), {
    ...common,
    webviewSection: 'capture',
    captureId: 1,
    isRunning: true,
  });
  const lanes = panel.page.locator('ri-timeline-pane canvas').first();
  assert.deepEqual(await contextOf(panel, rightClick(lanes)), { ...common, webviewSection: 'timeline' });
  await panel.tab(/Requests/).click();
  assert.deepEqual(await contextOf(panel, rightClick(panel.rows('ri-request-list').first())), {
    ...common,
    webviewSection: 'request',
    captureId: 1,
    requestIndex: 0,
  });
  assert.deepEqual(panel.errors, []);
});

test('the menu key opens the menu of the selected row, at that row', async () => {
  const panel = await browser.open({ captures: [SSE], rowCount: 40 });
  const row = panel.rows('ri-message-list').nth(4);
  await row.click();
  for (const key of ['Shift+F10', 'ContextMenu']) {
    const context = await contextOf(panel, () => panel.page.keyboard.press(key));
    assert.equal(context['row'], 4, key);
  }
});

test('a text field keeps the menu of the editor: cut, copy and paste', async () => {
  const panel = await browser.open({ captures: [SSE], rowCount: 40 });
  const field = panel.page.getByRole('textbox', { name: 'Address' });
  assert.deepEqual(await contextOf(panel, rightClick(field)), {});
});

test('where text is selected the editor offers to copy it, elsewhere it does not', async () => {
  const panel = await browser.open({ captures: [SSE], rowCount: 40 });
  await panel.rows('ri-message-list').nth(4).click();
  await panel.tab(/^Text$/).click();
  const text = panel.page.locator('ri-text-view');
  assert.equal((await contextOf(panel, rightClick(text)))['preventDefaultContextMenuItems'], true);
  await text.getByText('symbol').first().click({ clickCount: 3 });
  assert.equal((await contextOf(panel, rightClick(text)))['preventDefaultContextMenuItems'], false);
});

test('entries of menus do what they say', async () => {
  const panel = await browser.open({ captures: [SSE], rowCount: 40 });
  const copied = (): Promise<readonly string[]> => panel.page.evaluate(() => window.fakeHost.copied);
  await send(panel, { name: 'copyMessageAsText', target: { row: 3 } });
  await panel.waitForCall('host/copy');
  assert.match((await copied())[0] ?? '', /^\{"id":/);
  await send(panel, { name: 'copyCaptureUrl', target: { captureId: 1 } });
  await panel.waitForCall('host/copy', (params) => JSON.stringify(params).includes(SSE.url));
  await send(panel, { name: 'toggleMark', target: { row: 39, atMs: 1 } });
  await panel.page.locator('ri-message-list .row.is-marked').waitFor();
  await send(panel, { name: 'openMessage', target: { row: 3 } });
  assert.deepEqual(await panel.waitForCall('host/openFrame'), { row: 3 });

  await send(panel, { name: 'showRequestOfMessage', target: { row: 3, captureId: 1, requestIndex: 0 } });
  await panel.page.getByRole('tab', { name: /Requests/, selected: true }).waitFor();
  await send(panel, { name: 'showMessagesOfRequest', target: { captureId: 1, requestIndex: 0 } });
  await panel.page.getByRole('tab', { name: /Messages/, selected: true }).waitFor();
  await panel.page.locator('ri-message-list .row.is-selected').waitFor();

  await send(panel, { name: 'disconnectCapture', target: { captureId: 1 } });
  await panel.page.locator('[data-capture-id="1"][data-state="closed"]').waitFor();
  await send(panel, { name: 'connectCaptureAgain', target: { captureId: 1 } });
  await panel.page.locator('[data-capture-id="2"]').waitFor();
  await send(panel, { name: 'showOnlyCapture', target: { captureId: 2 } });
  await panel.page.locator('.is-selected[data-capture-id="2"]').waitFor();
  await send(panel, { name: 'toggleTimelineTable', target: {} });
  await panel.page.locator('ri-timeline-table').waitFor();
  await send(panel, { name: 'toggleTimelineTable', target: {} });
  await panel.page.locator('ri-timeline-table').waitFor({ state: 'detached' });
  await send(panel, { name: 'fitTimeline', target: {} });
  await panel.page.locator('ri-timeline-pane [aria-pressed="false"]', { hasText: 'Live' }).waitFor();
  await send(panel, { name: 'followTimeline', target: {} });
  await panel.page.locator('ri-timeline-pane [aria-pressed="true"]', { hasText: 'Live' }).waitFor();
  await send(panel, { name: 'filterByEvent', target: { event: 'price update' } });
  await panel.page.getByText('event=="price update"').first().waitFor({ state: 'attached' });
  // What it was opened on may be gone by now.
  await send(panel, { name: 'copyMessageAsText', target: {} });
  assert.deepEqual(panel.errors, []);
});

test('the connect action connects the form, or the last feed where the form is empty, and only once', async () => {
  const panel = await browser.open({ captures: [{ ...SSE, state: 'closed' }], rowCount: 4 });
  await send(panel, { name: 'connect' });
  const again = await panel.waitForCall('capture/start');
  assert.match(JSON.stringify(again), /localhost:8080\/ticks/);
  await panel.page.getByRole('textbox', { name: 'Address' }).fill('http://localhost:9/other');
  await send(panel, { name: 'connect' });
  await panel.waitForCall('capture/start', (params) => JSON.stringify(params).includes('localhost:9/other'));
  await panel.page.locator('[data-capture-id="3"]').waitFor();
  await panel.forgetCalls();
  await send(panel, { name: 'connect' });
  await send(panel, { name: 'toggleConnection' });
  await panel.waitForCall('capture/stop');
  assert.deepEqual(await panel.callsOf('capture/start'), []);
});

test('captures that the editor starts by itself are seen to start, and so is why one could not', async () => {
  const panel = await browser.open({ captures: [], rowCount: 0 });
  const connect = panel.page.locator('ri-feed-bar').getByRole('button', { name: /^Connect/ });
  await send(panel, { name: 'fill', feed: SSE });
  await send(panel, { name: 'starting', count: 1 });
  await waitFor('the button to wait', async () => (await connect.innerText()).trim() === 'Connecting…');
  await send(panel, { name: 'connect' });
  const error = {
    code: 'cancelled',
    message: 'the secret "key" was not given',
    action: 'connect again',
  } as const;
  await send(panel, { name: 'tell', error });
  await send(panel, { name: 'starting', count: 0 });
  await panel.page.getByText('The secret "key" was not given').waitFor();
  await waitFor('the button to be free', async () => (await connect.innerText()).trim() === 'Connect');
  assert.equal(await panel.page.getByRole('textbox', { name: 'Address' }).inputValue(), SSE.url);
  assert.deepEqual(await panel.callsOf('capture/start'), []);
});

test('the filter gets the focus from wherever it is', async () => {
  const panel = await browser.open({ captures: [SSE], rowCount: 40 });
  await panel.tab(/Requests/).click();
  await send(panel, { name: 'focusFilter' });
  await panel.page.locator('ri-filter-bar input:focus').waitFor();
});

test('the panel tells the editor when it is paused, and whether it has the focus', async () => {
  const panel = await browser.open({ captures: [SSE], rowCount: 40 });
  await panel.waitForCall('host/tellView', (params) => JSON.stringify(params).includes('"isPaused":false'));
  await send(panel, { name: 'togglePause' });
  assert.deepEqual(
    await panel.waitForCall('host/tellView', (params) => JSON.stringify(params).includes('"isPaused":true')),
    { isPaused: true, hasFocus: true },
  );
});
