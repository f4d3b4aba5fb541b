import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import type { TestServer } from '../../support/httpServers.ts';
import { waitFor } from '../../support/waitFor.ts';
import { startWebSocketServer } from '../../support/webSocketServers.ts';
import { borrowPanel } from '../../support/sharedWindow.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('composing', () => {
  /** What the server got, in order: `text …`, `binary` and `ping` in hex, `close …`. */
  const got: string[] = [];
  let server: TestServer;
  let window: WorkbenchPage;
  before(async () => {
    server = await startWebSocketServer((socket) => {
      socket.on('message', (data: Buffer, isBinary) => {
        got.push(isBinary ? `binary ${data.toString('hex')}` : `text ${data.toString()}`);
        socket.send(data, { binary: isBinary });
      });
      socket.on('ping', (data: Buffer) => got.push(`ping ${data.toString()}`));
      socket.on('close', (code, reason) => got.push(`close ${code} ${reason.toString()}`));
    });
    ({ window } = await borrowPanel());
    await window.connect('websocket', server.url);
    await window.waitForState('websocket', 'open');
  });
  after(async () => {
    await server[Symbol.asyncDispose]();
  });

  function editor(): Locator {
    return window.panel.getByRole('textbox', { name: 'Message to send' });
  }

  function button(name: string | RegExp): Locator {
    return window.panel.getByRole('button', { name, exact: true });
  }

  /** Sends from the line, and returns what the server got. */
  async function say(text: string): Promise<string> {
    const before = got.length;
    await editor().fill(text);
    await editor().press('Enter');
    return waitFor('the server to have it', () => got[before]);
  }

  async function chooseKind(kind: string): Promise<void> {
    await window.panel.locator('vscode-single-select[label="What to send"]').click();
    await window.panel.locator('.options .option:visible', { hasText: kind }).first().click();
  }

  it('JSON is checked and formatted before it is sent', async () => {
    await editor().fill('{"a":1 "b":2}');
    await window.panel.getByText('Not JSON, line 1, column 8: a comma is expected here').waitFor();
    await editor().fill('{"a":1,"b":12345678901234567890}');
    await button(/^Write on several lines/).click();
    await button('Format the JSON').click();
    await button('Send').click();
    await waitFor('it at the server', () =>
      got.includes('text {\n  "a": 1,\n  "b": 12345678901234567890\n}'),
    );
    await button('Write on one line').click();
  });

  it('variables arrive with new values at each send', async () => {
    const first = await say('{{uuid}} {{counter}} {{now}} {{env:PATH}}');
    const second = await say('{{uuid}} {{counter}} {{{{name}}');
    const pattern = /^text ([\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}) (\d+) /;
    const [, uuid, count] = pattern.exec(first) ?? assert.fail(first);
    const [, nextUuid, nextCount] = pattern.exec(second) ?? assert.fail(second);
    assert.notEqual(uuid, nextUuid);
    assert.deepEqual([count, nextCount], ['1', '2']);
    assert.match(first, /\d{4}-\d\d-\d\dT[\d:.]+Z .*[\\/]/);
    assert.match(second, /\{\{name\}\}$/);
  });

  it('Up brings back what was sent', async () => {
    await say('first');
    await say('second');
    // The server has it before the panel is told, and puts it with what was sent.
    await waitFor('an empty editor', async () => (await editor().inputValue()) === '');
    await editor().press('ArrowUp');
    await editor().press('ArrowUp');
    await waitFor('the one before', async () => (await editor().inputValue()) === 'first');
    await editor().fill('');
  });

  it('a message is sent every 50 ms, so often as asked', async () => {
    const before = got.length;
    await button(/^Write on several lines/).click();
    await editor().fill('tick {{counter:100}}');
    await window.panel.getByRole('textbox', { name: 'Interval of the repetition' }).fill('50ms');
    await window.panel.getByRole('textbox', { name: 'Number of repetitions' }).fill('12');
    await button('Start sending again and again').click();
    await waitFor('all of them', () => got.length >= before + 12);
    await window.panel.locator('ri-send-bar .repetition').waitFor({ state: 'detached' });
    const ticks = got.slice(before).map((text) => Number(/^text tick (\d+)$/.exec(text)?.[1]));
    // Two counted sends came before.
    assert.deepEqual(
      ticks,
      Array.from({ length: 12 }, (_, index) => 102 + index),
    );

    // Without a number it goes on, and says so, until it is stopped.
    await window.panel.getByRole('textbox', { name: 'Number of repetitions' }).fill('');
    await button('Start sending again and again').click();
    const repetition = window.panel.locator('ri-send-bar .repetition');
    await repetition.waitFor();
    await repetition.getByRole('button', { name: /^Stop sending/ }).click();
    await repetition.waitFor({ state: 'detached' });
    await editor().fill('');
    await button('Write on one line').click();
  });

  it('a saved message is there in another panel, and binary, ping and close arrive', async () => {
    await editor().fill('{"subscribe":"ACME"}');
    await button('Saved and sent messages').click();
    await window.panel.getByRole('textbox', { name: 'Name to save the message by' }).fill('acme');
    await window.page.keyboard.press('Enter');
    await window.panel.getByRole('button', { name: 'Delete acme' }).waitFor();
    await window.page.keyboard.press('Escape');

    await window.runCommand('Realtime Inspector: Open');
    await waitFor('a second panel', async () => (await window.panelTabs.count()) === 2);
    await window.waitForPanel();
    await window.connect('websocket', server.url);
    await window.waitForState('websocket', 'open');
    await button('Saved and sent messages').click();
    await window.panel.getByRole('dialog').getByRole('button', { name: /^acme/ }).click();
    await waitFor('its text', async () => (await editor().inputValue()) === '{"subscribe":"ACME"}');

    await chooseKind('Binary, hex');
    assert.equal(await say('0a ff'), 'binary 0aff');
    await chooseKind('Ping');
    assert.equal(await say('are you there'), 'ping are you there');
    await chooseKind('Close');
    const before = got.length;
    await window.panel.getByLabel('Close code').fill('4001');
    await window.panel.getByLabel('Reason of the close').fill('enough');
    await window.panel.getByLabel('Reason of the close').press('Enter');
    await waitFor('the close', () => got[before] === 'close 4001 enough');
    await window.panel.getByText('Not connected').waitFor();
    // A look at another kind has lost nothing.
    await chooseKind('Text');
    assert.equal(await editor().inputValue(), '{"subscribe":"ACME"}');
    assert.deepEqual(await window.notifications(), []);
  });
});
