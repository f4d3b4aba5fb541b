import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { context as createBuild } from 'esbuild';
import { createServer } from 'vite';
import { Capture } from '../../../src/engine/capture.ts';
import { completeFeed, type FeedInput } from '../../../src/protocol/feed.ts';
import { CollectingLog } from '../../support/collectingLog.ts';
import { waitFor } from '../../support/waitFor.ts';

function startCapture(input: FeedInput): { capture: Capture; log: CollectingLog } {
  const log = new CollectingLog();
  const capture = new Capture({ captureId: 1, feed: completeFeed(input), log });
  capture.start();
  return { capture, log };
}

/** Vite asks its clients for a token, which is in the client that it serves. */
async function tokenOf(port: number): Promise<string> {
  const client = await (await fetch(`http://127.0.0.1:${port}/@vite/client`)).text();
  return /wsToken = "([^"]+)"/.exec(client)?.[1] ?? '';
}

describe('a capture of a dev server that is not ours', () => {
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
    await writeFile(join(folder, 'index.html'), '<script type="module" src="/main.js"></script>');
    await writeFile(join(folder, 'main.js'), 'console.log(1);');
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it("shows a change to a watched file as an event of esbuild's live reload", async () => {
    const build = await createBuild({
      entryPoints: [join(folder, 'main.js')],
      outdir: join(folder, 'out'),
      logLevel: 'silent',
      bundle: true,
    });
    const { port } = await build.serve({ host: '127.0.0.1', port: 0, servedir: join(folder, 'out') });
    await build.watch();
    const { capture, log } = startCapture({ method: 'sse', url: `http://127.0.0.1:${port}/esbuild` });
    await waitFor('the stream to open', () => capture.summary().state === 'open');

    const change = await waitFor('the change event', async () => {
      // Written again and again with new content: the watcher may have taken its first look after our first write.
      await writeFile(join(folder, 'main.js'), `console.log(${performance.now()});`);
      return log.messages.find((frame) => frame.event === 'change');
    });
    const parsed: unknown = JSON.parse(change.text);
    assert.deepEqual(parsed, { added: [], removed: [], updated: ['/main.js'] });

    await capture.stop('user');
    await build.dispose();
  });

  it("shows a change to a watched file as a message of Vite's HMR socket", async () => {
    const server = await createServer({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      server: { host: '127.0.0.1', port: 0, watch: { usePolling: true, interval: 50 } },
      optimizeDeps: { noDiscovery: true },
    });
    await server.listen();
    const address = server.httpServer?.address();
    assert.ok(typeof address === 'object' && address !== null);
    const { capture, log } = startCapture({
      method: 'websocket',
      url: `ws://127.0.0.1:${address.port}/?token=${await tokenOf(address.port)}`,
      subprotocols: ['vite-hmr'],
    });
    await waitFor("Vite's greeting", () => log.texts.includes('{"type":"connected"}'));

    await waitFor('the reload message', async () => {
      await writeFile(join(folder, 'index.html'), `<p>${performance.now()}</p>`);
      return log.texts.some((text) => text.includes('"type":"full-reload"'));
    });
    assert.match(log.requests[0]?.responseHead ?? '', /sec-websocket-protocol: vite-hmr/i);

    await capture.stop('user');
    await server.close();
  });
});
