import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { ErrorCode } from '../../../src/protocol/errors.ts';
import { type Method, METHOD_LABELS } from '../../../src/protocol/method.ts';
import { waitFor } from '../../support/waitFor.ts';
import { borrowPanel } from '../../support/sharedWindow.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('what cannot be captured', () => {
  let server: Server;
  let host: string;
  let window: WorkbenchPage;
  before(async () => {
    server = createServer((request, response) => {
      const isMissing = request.url === '/missing';
      response.writeHead(isMissing ? 404 : 200, { 'Content-Type': 'text/html' });
      response.end(isMissing ? 'nothing here' : '<p>a page</p>');
    });
    // A server that does not know WebSocket answers an upgrade as any other request.
    server.on('upgrade', (_request, socket) => {
      socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok');
    });
    host = await listen(server);
    ({ window } = await borrowPanel());
  });
  after(() => {
    server.close();
  });

  beforeEach(async () => {
    await window.clear();
  });

  it('an address that cannot be read is refused beside its field, and nothing is connected', async () => {
    await window.connect('sse', 'http://:80:80');
    const words = await window.panel.locator('ri-feed-bar').getByRole('alert').innerText();
    assert.match(words, /http:\/\//);
    assert.equal(await window.panel.locator('[data-capture-id]').count(), 0);
    assert.deepEqual(await window.notifications(), []);
  });

  it('a port where nobody listens', async () => {
    const unused = createServer();
    const nobody = await listen(unused);
    await new Promise((resolve) => unused.close(resolve));
    await failsWith('short-polling', `http://${nobody}/`, 'connection-refused');
    // The window is one of a server, in a browser that may be elsewhere.
    const machine = /127\.0\.0\.1 is the machine of this workspace, not the one you sit at/;
    await window.panel.locator('ri-banners').getByText(machine).waitFor();
    await window.panel.locator('ri-feed-bar').getByText(machine).waitFor();
    await window.clear();
    await failsWith('sse', `http://${nobody}/`, 'connection-refused');
    await window.clear();
    await failsWith('websocket', `ws://${nobody}/`, 'connection-refused');
  });

  it('an event stream that is not found', async () => {
    await failsWith('sse', `http://${host}/missing`, 'http-status');
  });

  it('a page where an event stream should be', async () => {
    await failsWith('sse', `http://${host}/page`, 'wrong-content-type');
  });

  it('a server that answers an upgrade with 200', async () => {
    await failsWith('websocket', `ws://${host}/`, 'upgrade-refused');
  });

  /** The panel tells the failure: state, code, what happened and what to do. VS Code itself stays quiet. */
  async function failsWith(method: Method, url: string, code: ErrorCode): Promise<void> {
    await window.connect(method, url);
    await window.waitForState(method, 'failed');
    const banner = window.panel.getByRole('group', {
      name: new RegExp(`^${METHOD_LABELS[method]} .* failed$`),
    });
    assert.equal(await banner.locator('code').innerText(), code);
    const sentences = (await banner.innerText()).split(/\.\s/);
    assert.ok(sentences.length >= 3, `a title, what happened and what to do: ${sentences.join('. ')}`);
    await waitFor('a button to try again', () =>
      banner.getByRole('button', { name: 'Connect again' }).isVisible(),
    );
    assert.deepEqual(await window.notifications(), []);
  }

  /** @returns host and port */
  async function listen(listener: Server): Promise<string> {
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  }
});
