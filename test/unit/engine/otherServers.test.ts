import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createChannel, createSession } from 'better-sse';
import { Server as EngineServer } from 'engine.io';
import webpack from 'webpack';
import { RunningCapture } from '../../support/runningCapture.ts';
import { listen, startServer } from '../../support/httpServers.ts';
import { waitFor } from '../../support/waitFor.ts';

const require = createRequire(import.meta.url);

describe('a capture of better-sse', () => {
  it('has its events with names and ids, its retry and its keep-alive', async () => {
    const channel = createChannel();
    await using server = await startServer((request, response) => {
      void createSession(request, response, { keepAlive: 5, retry: 1_234 }).then((session) => {
        channel.register(session);
        session.push({ price: 1 }, 'tick', 'a-1');
        session.push('plain');
      });
    });
    await using running = new RunningCapture({ method: 'sse', url: server.url });
    await waitFor('both events', () => running.log.messages.length === 2);
    const [tick, plain] = running.log.messages;
    assert.deepEqual([tick?.text, tick?.event, tick?.id], ['{"price":1}', 'tick', 'a-1']);
    assert.deepEqual([plain?.text, plain?.event], ['"plain"', null]);
    await waitFor('a keep-alive', () => running.log.frames.some(({ kind }) => kind === 'comment'));
    assert.ok(running.log.frames.some(({ kind, text }) => kind === 'retry' && text === '1234'));
    channel.broadcast('to all', 'news');
    await waitFor('the broadcast', () => running.log.texts.includes('"to all"'));
  });
});

describe('a capture of webpack-hot-middleware', () => {
  it('has what it tells of a build, and its heartbeats', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
    await writeFile(join(folder, 'index.js'), 'console.log(1);');
    const compiler = webpack({
      mode: 'development',
      context: folder,
      entry: './index.js',
      output: { path: folder },
    });
    const hotMiddleware = require('webpack-hot-middleware') as (
      compiler: unknown,
      options: unknown,
    ) => ((request: unknown, response: unknown, next: () => void) => void) & { close: () => void };
    const middleware = hotMiddleware(compiler, { log: false, heartbeat: 20, path: '/__webpack_hmr' });
    {
      await using server = await startServer((request, response) => {
        middleware(request, response, () => response.end());
      });
      await using running = new RunningCapture({ method: 'sse', url: `${server.url}/__webpack_hmr` });
      await waitFor('a heartbeat', () => running.log.texts.includes('💓'));
      await new Promise((resolve) => {
        compiler.run(resolve);
      });
      const built = await waitFor('the build', () =>
        running.log.texts.find((text) => text.includes('"built"')),
      );
      assert.match(built, /"action":"built"/);
    }
    middleware.close();
    await new Promise((resolve) => {
      compiler.close(resolve);
    });
    await rm(folder, { recursive: true });
  });
});

describe('a capture of json-server', () => {
  it('tells answers that have not changed by their ETag, and a new item from those seen', async () => {
    const jsonServer = require('json-server') as {
      create: () => http.RequestListener & { use: (handler: unknown) => void };
      router: (data: unknown) => unknown;
      bodyParser: unknown;
    };
    const app = jsonServer.create();
    app.use(jsonServer.bodyParser);
    app.use(jsonServer.router({ posts: [{ id: 1, title: 'first' }] }));
    await using server = await listen(http.createServer(app), 'http');
    await using running = new RunningCapture({
      method: 'short-polling',
      url: `${server.url}/posts`,
      intervalMs: 10,
    });
    await waitFor('a poll without news', () => running.counters.polls.unchanged > 0);
    assert.equal(running.log.requests.find(({ outcome }) => outcome === 'unchanged')?.status, 304);
    await fetch(`${server.url}/posts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"id":2,"title":"second"}',
    });
    await waitFor('the new post', () => running.log.messages.length === 2);
    assert.deepEqual(
      running.log.messages.map(({ id }) => id),
      ['1', '2'],
    );
    assert.deepEqual(
      running.log.texts.map((text): unknown => JSON.parse(text)),
      [
        { id: 1, title: 'first' },
        { id: 2, title: 'second' },
      ],
    );
  });
});

describe('a capture of engine.io', () => {
  async function startEngine(): Promise<{
    readonly url: string;
    readonly engine: EngineServer;
    [Symbol.asyncDispose]: () => PromiseLike<void>;
  }> {
    const server = http.createServer();
    const engine = new EngineServer({ pingInterval: 50, pingTimeout: 5_000 });
    engine.attach(server);
    engine.on('connection', (socket: { send: (text: string) => void }) => {
      socket.send('hello');
    });
    const { url, [Symbol.asyncDispose]: dispose } = await listen(server, 'http');
    return {
      url,
      engine,
      [Symbol.asyncDispose]: () => {
        engine.close();
        return dispose();
      },
    };
  }

  it('has its packets over WebSocket', async () => {
    await using server = await startEngine();
    await using running = new RunningCapture({
      method: 'websocket',
      url: `${server.url.replace('http', 'ws')}/engine.io/?EIO=4&transport=websocket`,
    });
    await waitFor('its greeting and first ping', () => running.log.texts.includes('2'));
    assert.match(running.log.texts[0] ?? '', /^0\{"sid":/);
    assert.equal(running.log.texts[1], '4hello');
  });

  it('has its packets over long polling, once a session is there', async () => {
    await using server = await startEngine();
    const base = `${server.url}/engine.io/?EIO=4&transport=polling`;
    const opened = await (await fetch(base)).text();
    const { sid } = JSON.parse(opened.split('\u001e')[0]?.slice(1) ?? '') as { sid: string };
    await using running = new RunningCapture({ method: 'long-polling', url: `${base}&sid=${sid}` });
    await waitFor('a ping in an answer that was held', () =>
      running.log.texts.some((text) => text.includes('2')),
    );
    assert.ok(running.counters.polls.withMessages >= 1);
  });
});
