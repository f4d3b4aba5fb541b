import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { waitFor } from '../../support/waitFor.ts';
import { borrowWindow } from '../../support/sharedWindow.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('the statistics', () => {
  const TICKS = 30;
  const TRADES = 10;
  const TICK_DATA = 'x'.repeat(50);
  const TRADE_DATA = 'y'.repeat(200);

  let server: Server;
  let stream: ServerResponse | null = null;
  let window: WorkbenchPage;
  before(async () => {
    server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      stream = response;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ window } = await borrowWindow());
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function send(event: string, data: string, count: number): void {
    for (let place = 0; place < count; place++) stream?.write(`event: ${event}\ndata: ${data}\n\n`);
  }

  function card(chart: string): Locator {
    return window.panel.locator(`ri-chart-card[data-chart="${chart}"]`);
  }

  /** The last cell of a card's line for the capture: how many values it has. */
  function countOn(chart: string): Promise<string> {
    return card(chart).locator('.quantiles tbody td').last().innerText();
  }

  /** Type, count and bytes of each row. */
  async function eventTypes(): Promise<string[][]> {
    const rows = window.panel.locator('ri-event-types tbody tr');
    return rows.evaluateAll((all) =>
      all.map((row) => [
        row.querySelector('.mono')?.textContent ?? '',
        ...Array.from(row.querySelectorAll('td'), (cell) =>
          cell.textContent.replaceAll(/\s+/g, ' ').trim(),
        ).slice(0, 2),
      ]),
    );
  }

  async function showTables(): Promise<void> {
    const button = window.panel.getByRole('button', { name: 'All charts as tables' });
    if ((await button.getAttribute('aria-pressed')) === 'false') await button.click();
  }

  const SENT = [
    ['tick', '30 75 %', '1.50 kB'],
    ['trade', '10 25 %', '2.00 kB'],
  ];

  it('the statistics count what the server sent, by size, gap and event', async () => {
    await window.runCommand('Realtime Inspector: Open');
    await window.waitForPanel();
    await window.connect('sse', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await window.waitForState('sse', 'open');
    send('tick', TICK_DATA, TICKS);
    send('trade', TRADE_DATA, TRADES);
    await window.panel.getByRole('tab', { name: 'Statistics' }).click();
    await waitFor('all events', async () => JSON.stringify(await eventTypes()) === JSON.stringify(SENT));
    assert.equal(await countOn('rate'), String(TICKS + TRADES));
    assert.equal(await countOn('size'), String(TICKS + TRADES));
    assert.equal(await countOn('gap'), String(TICKS + TRADES - 1));
  });

  it('each chart has a table twin with the same counts', async () => {
    for (const chart of ['rate', 'size', 'gap']) await card(chart).getByRole('img').waitFor();
    await showTables();
    for (const [chart, total] of [
      ['rate', TICKS + TRADES],
      ['size', TICKS + TRADES],
      ['gap', TICKS + TRADES - 1],
    ] as const) {
      const rows = card(chart).locator('table.figures tbody tr');
      await rows.first().waitFor();
      const place = chart === 'rate' ? 1 : 2;
      const counts = await rows.evaluateAll(
        (all, at) => all.map((row) => Number(row.children[at]?.textContent)),
        place,
      );
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        total,
        chart,
      );
    }
    const sizes = await card('size').locator('table.figures tbody tr').allInnerTexts();
    assert.equal(sizes.length, 2);
  });

  it('a type leads to its messages', async () => {
    await window.panel.getByRole('button', { name: 'trade', exact: true }).click();
    await waitFor('its messages', async () => (await window.messageRowCount()) === TRADES);
    await window.panel.getByRole('tab', { name: 'Statistics' }).click();
  });

  it('a reload of the window leaves the figures as they were', async () => {
    const sizes = await card('size').locator('table.figures tbody').innerText();
    const gaps = await card('gap').locator('.quantiles tbody').innerText();
    await window.waitUntilKept('"tab":"statistics"');
    await window.reload();
    await window.waitForPanel();
    // The workbench keeps how a panel was looked at only now and then.
    await window.panel.getByRole('tab', { name: 'Statistics' }).click();
    await showTables();
    await waitFor(
      'the events to be back',
      async () => JSON.stringify(await eventTypes()) === JSON.stringify(SENT),
    );
    assert.equal(await card('size').locator('table.figures tbody').innerText(), sizes);
    assert.equal(await card('gap').locator('.quantiles tbody').innerText(), gaps);
    assert.equal(await countOn('rate'), String(TICKS + TRADES));
  });
});
