import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FeedInput } from '../../src/protocol/feed.ts';
import { waitFor } from '../support/waitFor.ts';
import { PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { SHORT_POLLING, SSE, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

const NOTHING = { captures: [], rowCount: 0 };

async function choose(panel: PanelPage, name: string, option: string): Promise<void> {
  await panel.page.locator(`vscode-single-select[label="${name}"]`).click();
  await panel.page.locator('.options .option:visible', { hasText: option }).first().click();
}

function address(panel: PanelPage) {
  return panel.page.getByRole('textbox', { name: 'Address' });
}

function connectButton(panel: PanelPage) {
  return panel.page.locator('ri-feed-bar vscode-button');
}

test('an empty panel says what to do, and offers the demo', async () => {
  const panel = await browser.open(NOTHING);
  await panel.page.getByRole('heading', { name: 'Watch a live feed' }).waitFor();
  await panel.page.getByText('Try the demo feed').click();
  await waitFor('four starts', async () => (await panel.callsOf('capture/start')).length === 4);
  assert.equal((await panel.callsOf('host/startDemo')).length, 1);
});

test('Enter in the address connects it, with the method left to be detected', async () => {
  const panel = await browser.open(NOTHING);
  await address(panel).fill('http://localhost:3000/events');
  await address(panel).press('Enter');
  const params = await panel.waitForCall('capture/start');
  assert.partialDeepStrictEqual(params, { feed: { url: 'http://localhost:3000/events', method: 'auto' } });
});

test('the chosen method and its options go into the call', async () => {
  const panel = await browser.open(NOTHING);
  await choose(panel, 'Method', 'Short polling');
  await address(panel).fill('http://localhost:3000/status');
  await panel.page.getByRole('button', { name: 'Options of the feed' }).click();
  await panel.page.getByRole('textbox', { name: 'Interval' }).fill('500ms');
  await panel.page.getByRole('textbox', { name: 'Identity' }).fill('$.id');
  await connectButton(panel).click();
  const params = await panel.waitForCall('capture/start');
  assert.partialDeepStrictEqual(params, {
    feed: { method: 'short-polling', url: 'http://localhost:3000/status', intervalMs: 500 },
  });
  assert.match(JSON.stringify(params), /\$\.id/);
});

test('where the workspace is on another machine, it is said which one localhost is', async () => {
  const failure = {
    code: 'connection-refused',
    message: 'nothing accepts connections at localhost:3000',
    action: 'start the server, or check the host and port',
  } as const;
  const feed = { method: 'sse', url: 'http://localhost:3000/events', state: 'failed', failure } as const;
  const panel = await browser.open({ captures: [feed], rowCount: 0, remoteName: 'wsl' });
  const hint = panel.page.locator('ri-feed-bar').getByText('localhost is the machine of this workspace: WSL');
  await panel.page
    .locator('ri-banners')
    .getByText(/check the host and port: localhost is .* WSL/i)
    .waitFor();
  assert.equal(await hint.count(), 0);
  await address(panel).fill('localhost:3000');
  await hint.waitFor();
  await address(panel).fill('http://example.com');
  await hint.waitFor({ state: 'detached' });
  assert.deepEqual(panel.errors, []);
});

test('the form of a new panel begins as the settings say', async () => {
  const panel = await browser.open({ ...NOTHING, feedDefaults: { intervalMs: 750, timeoutMs: 30_000 } });
  await choose(panel, 'Method', 'Short polling');
  await address(panel).fill('http://localhost:3000/status');
  await address(panel).press('Enter');
  const params = await panel.waitForCall('capture/start');
  assert.partialDeepStrictEqual(params, { feed: { intervalMs: 750, timeoutMs: 30_000 } });
});

/** Pastes into the address, as the editor does it: the clipboard of a page without a user is not its own to fill. */
async function paste(panel: PanelPage, text: string): Promise<void> {
  await address(panel).evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
    );
  }, text);
}

test('a pasted cURL command fills the form, and connects when it is asked to', async () => {
  const panel = await browser.open(NOTHING);
  await paste(
    panel,
    "curl 'http://localhost:3000/events' \\\n -H 'Accept: text/event-stream' -H 'Cookie: a=b'",
  );
  await waitFor(
    'the address',
    async () => (await address(panel).inputValue()) === 'http://localhost:3000/events',
  );
  assert.equal((await panel.callsOf('capture/start')).length, 0);
  await connectButton(panel).click();
  const params = await panel.waitForCall('capture/start');
  assert.partialDeepStrictEqual(params, {
    feed: { url: 'http://localhost:3000/events', method: 'sse', headers: [['Cookie', 'a=b']] },
  });
});

test('a pasted command that cannot be taken over says why, and changes nothing', async () => {
  const panel = await browser.open(NOTHING);
  await address(panel).fill('http://localhost:3000/');
  await paste(panel, 'curl --frobnicate http://localhost:4000/');
  await panel.page
    .getByRole('alert')
    .getByText(/--frobnicate is not known here/)
    .waitFor();
  assert.equal(await address(panel).inputValue(), 'http://localhost:3000/');
  await address(panel).fill('http://localhost:3000/x');
  await panel.page.getByText(/--frobnicate/).waitFor({ state: 'detached' });
});

test('an address that is none is refused in words, and nothing is called', async () => {
  const panel = await browser.open(NOTHING);
  await address(panel).fill('ftp://localhost');
  await connectButton(panel).click();
  await panel.page.locator('ri-feed-bar .field-error').waitFor();
  await panel.settle();
  assert.deepEqual(await panel.callsOf('capture/start'), []);
});

test('a failed start tells its code, what happened and what to do', async () => {
  const panel = await browser.open(NOTHING);
  await panel.page.evaluate(() => {
    window.fakeHost.failures['capture/start'] = {
      code: 'connection-refused',
      message: 'nothing listens at localhost:3000',
      action: 'start the server, or correct the port',
    };
  });
  await address(panel).fill('http://localhost:3000/');
  await connectButton(panel).click();
  const text = await panel.waitForText(panel.page.locator('ri-banners .banner'), /connection-refused/);
  assert.match(text, /Nothing listens at localhost:3000\. Start the server, or correct the port\./);
});

test('a failed capture tells its code, what happened and what to do, and connects again', async () => {
  const failure = {
    code: 'connection-refused',
    message: 'nothing listens at localhost:8080',
    action: 'start the server, or correct the port',
  } as const;
  const panel = await browser.open({ captures: [{ ...WEBSOCKET, state: 'failed', failure }], rowCount: 0 });
  const text = await panel.waitForText(panel.page.locator('ri-banners .banner'), /connection-refused/);
  assert.match(text, /Nothing listens at localhost:8080\. Start the server, or correct the port\./);
  await panel.page.getByRole('button', { name: 'Connect again' }).click();
  const params = await panel.waitForCall('capture/start');
  assert.partialDeepStrictEqual(params, { feed: { method: 'websocket', url: WEBSOCKET.url } });
});

test('a capture that reconnects says in how long', async () => {
  const panel = await browser.open({
    captures: [{ ...SSE, state: 'reconnecting', retryInMs: 60_000 }],
    rowCount: 3,
  });
  await panel.waitForText(panel.page.locator('[data-capture-id="1"]'), /Reconnecting in (60|59) s/);
});

test('each capture has its state and exact counters for programs to read', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET, SHORT_POLLING], rowCount: 20_001 });
  const first = panel.page.locator('[data-capture-id="1"]');
  assert.equal(await first.getAttribute('data-state'), 'open');
  assert.equal(await first.getAttribute('data-method'), 'websocket');
  const messages = first.locator('[data-counter="messages"]');
  assert.equal(await messages.getAttribute('data-value'), '10000');
  assert.match(await panel.waitForText(messages, /messages/), /^10,000 messages$/);
  assert.equal(await first.locator('[data-counter="requests"]').getAttribute('data-value'), '1');
});

test('a running capture is disconnected by its own button', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET, SSE], rowCount: 10 });
  await panel.page.getByRole('button', { name: 'Disconnect SSE localhost:8080/sse' }).click();
  assert.deepEqual(await panel.waitForCall('capture/stop'), { captureId: 2 });
  await panel.page.locator('[data-capture-id="2"][data-state="closed"]').waitFor();
});

test('a line sends a message to the open WebSocket', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 10 });
  const line = panel.page.getByRole('textbox', { name: 'Message to send' });
  await line.fill('{"subscribe":"ACME"}');
  await line.press('Enter');
  assert.deepEqual(await panel.waitForCall('capture/send'), {
    captureId: 1,
    outgoing: { kind: 'text', text: '{"subscribe":"ACME"}' },
  });
  await waitFor('the line to be empty again', async () => (await line.inputValue()) === '');
});

test('the line says what is wrong with bytes in hex, and sends them once they are right', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 10 });
  await choose(panel, 'What to send', 'Binary, hex');
  const line = panel.page.getByRole('textbox', { name: 'Message to send' });
  await line.fill('0a f');
  await line.press('Enter');
  await panel.page.getByText('Write pairs of hex digits: 0a ff').waitFor();
  await line.fill('0a ff');
  await line.press('Enter');
  assert.deepEqual(await panel.waitForCall('capture/send'), {
    captureId: 1,
    outgoing: { kind: 'binary', base64: 'Cv8=' },
  });
});

test('a ping and a close need no text', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 10 });
  await choose(panel, 'What to send', 'Close');
  await panel.page.getByRole('button', { name: 'Send', exact: true }).click();
  assert.deepEqual(await panel.waitForCall('capture/send'), {
    captureId: 1,
    outgoing: { kind: 'close', code: null, reason: '' },
  });
});

test('credentials are asked for by their kind, sent with the feed, and kept nowhere', async () => {
  const panel = await browser.open(NOTHING);
  const { page } = panel;
  await address(panel).fill('localhost:8080/feed');
  await page.getByRole('button', { name: 'Options of the feed' }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Password' }).count(), 0);
  await choose(panel, 'Authorization', 'Basic');
  await page.getByRole('textbox', { name: 'User' }).fill('me');
  await page.getByRole('textbox', { name: 'Password' }).fill('hunter2');
  await page.getByRole('button', { name: 'Choose the file: CA' }).click();
  await waitFor('the path of the file', async () => {
    return (await page.getByRole('textbox', { name: 'CA', exact: true }).inputValue()) !== '';
  });
  await connectButton(panel).click();
  const { feed } = (await panel.waitForCall('capture/start')) as { feed: FeedInput };
  assert.deepEqual(feed.auth, { kind: 'basic', user: 'me', password: 'hunter2' });
  assert.equal(feed.caFile, '/home/me/certificates/ca.pem');
  const kept = await waitFor('the view to be kept', async () => {
    const state = await page.evaluate(() => JSON.stringify(window.fakeHost.state));
    return state.includes('ca.pem') ? state : null;
  });
  assert.doesNotMatch(kept, /hunter2/);
});

test('commands of the editor connect, pause, clear and disconnect', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET, SSE], rowCount: 10 });
  await panel.page.locator('[data-capture-id="2"]').waitFor();
  const command = (name: 'togglePause' | 'disconnect' | 'clear') =>
    panel.page.evaluate((wanted) => {
      window.fakeHost.post({ type: 'command', command: { name: wanted } });
    }, name);
  await command('togglePause');
  await panel.page.getByRole('button', { name: 'Show what is new' }).waitFor();
  await command('disconnect');
  await waitFor('both to stop', async () => (await panel.callsOf('capture/stop')).length === 2);
  await command('clear');
  await panel.page.locator('ri-empty-state').waitFor();
});
