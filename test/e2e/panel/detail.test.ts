import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { startRawServer, type TestServer } from '../../support/httpServers.ts';
import { waitFor } from '../../support/waitFor.ts';
import { borrowPanel } from '../../support/sharedWindow.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('the detail of a message', () => {
  const FIRST = '{"symbol":"ACME","price":101.5,"nested":{"deep":{"note":"a needle"}}}';
  const SECOND = '{"symbol":"ACME","price":102.25,"nested":{"deep":{"note":"a needle"}}}';

  let server: TestServer;
  let window: WorkbenchPage;
  before(async () => {
    // A poll's answer, byte for byte: a chunked body with trailers behind it.
    server = await startRawServer((socket, _head, count) => {
      const body = count === 1 ? FIRST : SECOND;
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
      socket.write(`${body.length.toString(16)}\r\n${body}\r\n0\r\nX-Checksum: 5d41\r\n\r\n`);
    });
    ({ window } = await borrowPanel());
    await window.connect('short-polling', `${server.url}/ticks?access_token=abc123`);
    await waitFor('two messages', async () => (await window.counts('short-polling')).messages === 2);
    await window.runCommand('Realtime Inspector: Disconnect All');
    await window.waitForState('short-polling', 'closed');
  });
  after(async () => {
    await server[Symbol.asyncDispose]();
  });

  async function select(place: number): Promise<void> {
    await window.panel.locator('ri-message-list .row:not(.header)').nth(place).click();
    await window.panel.locator('ri-message-detail .meta').waitFor();
  }

  function button(name: string): Locator {
    return window.panel.getByRole('button', { name, exact: true });
  }

  function editorTab(name: RegExp): Locator {
    return window.page.locator('.tabs-container .tab', { hasText: name });
  }

  async function closeEditor(): Promise<void> {
    await window.runCommand('View: Close Editor');
    await window.waitForPanel();
  }

  it('Ctrl+F in a message finds what is folded in its tree', async () => {
    await select(1);
    await button('Fold all').click();
    await window.panel.getByRole('tree', { name: 'JSON' }).focus();
    await window.page.keyboard.press('Control+f');
    await window.panel.getByRole('textbox', { name: 'Find in the message' }).fill('needle');
    await window.panel.locator('mark.is-current', { hasText: 'needle' }).waitFor();
    assert.equal(await window.panel.locator('ri-find-bar .count').innerText(), '1 of 1');
    await window.page.keyboard.press('Escape');
    await window.panel.locator('ri-find-bar').waitFor({ state: 'detached' });
  });

  it('a message opens in an editor, as JSON, read-only and with nothing to save', async () => {
    await select(1);
    await button('Open in an editor').click();
    const tab = editorTab(/message 2 · 127\.0\.0\.1:\d+∕ticks\.json/);
    await tab.waitFor();
    await waitFor(
      'the language',
      async () => (await window.page.locator('#status\\.editor\\.mode').innerText()) === 'JSON',
    );
    const lines = window.page.locator('.editor-instance .view-lines');
    await waitFor('the laid out text', async () =>
      (await lines.innerText()).replaceAll('\u00a0', ' ').includes('  "price": 102.25'),
    );
    await lines.click();
    await window.page.keyboard.type('x');
    assert.doesNotMatch((await tab.getAttribute('class')) ?? '', /dirty/);
    await closeEditor();
    assert.equal(await window.page.locator('.monaco-dialog-box').count(), 0);
  });

  it('two messages are told apart in the panel and in the editor', async () => {
    await select(1);
    await window.panel.getByRole('tab', { name: 'Diff' }).click();
    const changes = window.panel.getByRole('table', { name: 'Differences' });
    await changes.getByText('$.price').waitFor();
    assert.match((await changes.innerText()).replaceAll(/\s+/g, ' '), /\$\.price 101\.5 → 102\.25 \+0\.75/);
    await button('Compare in the editor').click();
    await editorTab(/message 1 ↔ message 2/).waitFor();
    await window.page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    await closeEditor();
  });

  it('a request shows where its time went, its trailers, and its secrets when they are asked for', async () => {
    await window.panel.getByRole('tab', { name: /Requests/ }).click();
    await window.panel
      .locator('ri-request-list .row', { hasText: /access_token=••••/ })
      .first()
      .click();
    const detail = window.panel.locator('ri-request-detail .body');
    await detail.getByText('X-Checksum:').waitFor();
    const times = await detail.getByRole('table', { name: 'Time' }).innerText();
    for (const phase of ['TCP', 'First byte', 'Transfer', 'In all']) assert.match(times, new RegExp(phase));
    assert.doesNotMatch(await detail.innerText(), /abc123/);
    await detail.getByRole('button', { name: 'Show the secret value of the address' }).first().click();
    await detail.locator('dl', { hasText: 'access_token=abc123' }).waitFor();
    await detail.getByRole('button', { name: '1 message' }).click();
    await window.panel.locator('ri-message-list .row.is-selected').waitFor();
    assert.deepEqual(await window.notifications(), []);
  });
});
