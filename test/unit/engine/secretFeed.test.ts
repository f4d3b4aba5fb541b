import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { WebSocketServer } from 'ws';
import { SecretMask } from '../../../src/engine/feeds/secretMask.ts';
import { EngineService } from '../../../src/engine/service.ts';
import type { SessionSnapshot } from '../../../src/protocol/session.ts';
import { EVERY_ROW, type RequestPage, type RowPage } from '../../../src/protocol/panel.ts';
import { waitFor } from '../../support/waitFor.ts';

const SECRET = 'k3y-"Ω"-of-ada';
let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rti-secret-'));
});
after(() => rm(folder, { recursive: true, force: true }));

describe('a mask', () => {
  it('covers a secret to the character, in texts and in bytes', () => {
    const mask = new SecretMask(['abc'], ['ada:abc']);
    assert.equal(mask.text('Bearer abc, abcd, YWRhOmFiYw=='), 'Bearer ***, ***d, ************');
    const payload = Buffer.from('{"token":"abc"}');
    assert.equal(Buffer.from(mask.payload(payload)).toString(), '{"token":"***"}');
    assert.equal(payload.toString(), '{"token":"abc"}');
    const other = Buffer.from('{}');
    assert.equal(mask.payload(other), other);
  });

  it('leaves no secret, and the length as it was', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), fc.string(), (secret, before, behind) => {
        fc.pre(!secret.includes('*'));
        const masked = new SecretMask([secret]).text(before + secret + behind);
        assert.ok(!masked.includes(secret));
        assert.equal(masked.length, (before + secret + behind).length);
      }),
    );
  });
});

describe('a feed that refers to a secret', () => {
  it('connects with it, and keeps it nowhere', async () => {
    const got: string[] = [];
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    server.on('connection', (socket, request) => {
      got.push(request.headers['x-key']?.toString() ?? '', decodeURIComponent(request.url ?? ''));
      got.push(Buffer.from(request.headers.authorization?.slice('Basic '.length) ?? '', 'base64').toString());
      socket.on('message', (data: Buffer) => {
        got.push(data.toString());
        socket.send('welcome');
      });
    });
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { readonly port: number };
    const shown: unknown[] = [];
    const service = new EngineService((_, snapshot) => shown.push(snapshot));
    const call = (
      method:
        | 'session/open'
        | 'session/snapshot'
        | 'capture/start'
        | 'requests/read'
        | 'rows/read'
        | 'session/close',
      params: unknown,
    ): Promise<unknown> => service.handle({ id: 1, sessionId: 'a', method, params });
    const path = join(folder, 'a.rtrec');
    await call('session/open', { path, budgetBytes: 2 ** 30 });
    const feed = {
      method: 'websocket',
      url: `ws://127.0.0.1:${port}/?t=\${secret:key}`,
      headers: [['X-Key', '${secret:ascii}']],
      auth: { kind: 'basic', user: 'ada', password: '${secret:key}' },
      sends: [{ kind: 'text', text: 'auth ${secret:key}' }],
    };
    await assert.rejects(call('capture/start', { feed }), /the secret "key" is not known/);
    await call('capture/start', { feed, secrets: { key: SECRET, ascii: 'ascii-secret' } });
    await waitFor('the answer', async () => {
      const { captures } = (await call('session/snapshot', {})) as SessionSnapshot;
      return captures[0]?.counters.messages.received === 1;
    });
    assert.deepEqual(got, ['ascii-secret', `/?t=${SECRET}`, `ada:${SECRET}`, `auth ${SECRET}`]);

    const page = (await call('requests/read', { from: 0, to: 10 })) as RequestPage;
    // Blocks are compressed on the disk: what is in them is asked for.
    const rows = (await call('rows/read', { query: EVERY_ROW, from: 0, to: 10 })) as RowPage;
    assert.match(rows.rows[0]?.preview ?? '', /^auth \*+$/);
    shown.push(page, rows, await call('session/snapshot', {}));
    await call('session/close', {});
    server.close();
    for (const client of server.clients) client.terminate();
    const kept = JSON.stringify(shown);
    assert.match(kept, /\$\{secret:key\}/);
    assert.match(page.requests[0]?.url ?? '', /\?t=\*+$/);
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
    const base64 = Buffer.from(`ada:${SECRET}`).toString('base64');
    for (const secret of [
      SECRET,
      JSON.stringify(SECRET).slice(1, -1),
      encodeURIComponent(SECRET),
      'ascii-secret',
      base64,
    ]) {
      assert.ok(!kept.includes(secret), secret);
      for (const file of files) assert.equal(file.indexOf(secret), -1, secret);
    }
  });
});
