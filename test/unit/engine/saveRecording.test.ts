import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type DemoServer, startDemoServer } from '../../../src/demo/demoServer.ts';
import { Session } from '../../../src/engine/session.ts';
import { type ErrorCode, InspectorError } from '../../../src/protocol/errors.ts';
import { completeFeed, type FeedInput } from '../../../src/protocol/feed.ts';
import { EVERY_ROW } from '../../../src/protocol/panel.ts';
import { CliRun, runCli } from '../../support/cliRun.ts';
import { waitFor } from '../../support/waitFor.ts';

/** Header values that are found in a file only where they were put. */
const SECRETS = ['secret-bearer-3b1d', 'secret-cookie-77aa', 'secret-password-c0de'];

let demo: DemoServer;
let folder = '';
let files = 0;
before(async () => {
  demo = await startDemoServer({ rate: 200 });
  folder = await mkdtemp(join(tmpdir(), 'save-test-'));
});
after(async () => {
  await demo.close();
  await rm(folder, { recursive: true, force: true });
});

function newPath(): string {
  files += 1;
  return join(folder, `${files}.rtrec`);
}

async function start(session: Session, some: Partial<FeedInput> = {}): Promise<number> {
  const feed = completeFeed({ method: 'sse', url: `${demo.origin}/sse`, ...some });
  return session.startCapture(feed, null);
}

async function running(some: Partial<FeedInput> = {}): Promise<Session> {
  const session = Session.open(newPath(), () => undefined);
  await start(session, some);
  await waitFor('messages', () => session.snapshot().rowCount > 50);
  return session;
}

function failsWith(code: ErrorCode, message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof InspectorError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  };
}

describe('a recording that is saved while it is captured', () => {
  it('has what there was, and the capture goes on', async () => {
    const session = await running();
    const rowsBefore = session.snapshot().rowCount;
    const path = newPath();
    await session.save(path, false);
    const rowsAfter = session.snapshot().rowCount;
    await waitFor('more messages', () => session.snapshot().rowCount > rowsAfter);
    assert.equal(session.snapshot().captures[0]?.state, 'open');

    const copy = Session.open(path, () => undefined);
    const { rowCount, requestCount, captures } = copy.snapshot();
    assert.ok(rowCount >= rowsBefore && rowCount <= rowsAfter, `${rowCount} rows`);
    assert.equal(requestCount, 1);
    const { matchCount } = copy.readRows({ ...EVERY_ROW, kinds: ['message'] }, 0, 1);
    assert.equal(captures[0]?.counters.messages.received, matchCount);
    const texts = (of: Session): string[] => of.readRows(EVERY_ROW, 0, 50).rows.map(({ preview }) => preview);
    assert.deepEqual(texts(copy), texts(session));
    await copy.close();
    await session.close();
  });

  it('can be estimated from and served', async () => {
    const session = await running();
    const path = newPath();
    await session.save(path, false);
    await session.close();

    const { code, stdout } = await runCli('estimate', path, '--output', 'json');
    assert.equal(code, 0);
    assert.match(stdout, /"short-polling"/);
    await using serving = new CliRun(['serve', path]);
    await serving.printed(/listening on http/);
  });

  it('has every row of a long recording, sealed blocks and the open one', async () => {
    const fast = await startDemoServer({ rate: 20_000 });
    const session = await running({ url: `${fast.origin}/sse` });
    await waitFor('many messages', () => session.snapshot().rowCount > 40_000);
    const path = newPath();
    await session.save(path, false);
    await session.close();
    await fast.close();

    const copy = Session.open(path, () => undefined);
    const { rowCount, recordingError } = copy.snapshot();
    assert.equal(recordingError, null);
    assert.ok(rowCount > 40_000);
    for (const row of [0, 20_000, rowCount - 1]) assert.equal(copy.readFrame(row).row.seq, row);
    await copy.close();
  });

  it('finishes requests in the copy that ended while it was written', async () => {
    const session = await running({
      method: 'short-polling',
      url: `${demo.origin}/short-polling`,
      intervalMs: 5,
    });
    const path = newPath();
    await session.save(path, false);
    await session.close();
    const copy = Session.open(path, () => undefined);
    const { requests } = copy.readRequests(0, copy.snapshot().requestCount);
    assert.ok(requests.slice(0, -1).every(({ endedAtMs }) => endedAtMs !== null));
    await copy.close();
  });
});

describe('secrets in a saved recording', () => {
  const withSecrets: Partial<FeedInput> = {
    headers: [
      ['Cookie', `sid=${SECRETS[1] ?? ''}`],
      ['X-Kept', 'seen'],
    ],
    auth: { kind: 'bearer', token: SECRETS[0] ?? '' },
    proxyUrl: 'none',
    keyPassphrase: SECRETS[2] ?? '',
  };

  it('are nowhere in the file', async () => {
    const session = await running(withSecrets);
    const path = newPath();
    await session.save(path, false);
    const { requestHead } = session.readRequest(1, 0);
    await session.close();

    assert.match(requestHead, /Bearer secret-bearer/);
    const bytes = readFileSync(path);
    for (const secret of SECRETS) assert.equal(bytes.includes(secret), false, secret);
    const copy = Session.open(path, () => undefined);
    const { requestHead: saved } = copy.readRequest(1, 0);
    assert.match(saved, /Authorization: <redacted>\r\n/i);
    assert.match(saved, /X-Kept: seen\r\n/);
    assert.equal(copy.snapshot().captures.length, 1);
    await copy.close();
  });

  it('are kept where that was asked for', async () => {
    const session = await running(withSecrets);
    const path = newPath();
    await session.save(path, true);
    await session.close();
    const bytes = readFileSync(path);
    for (const secret of SECRETS) assert.equal(bytes.includes(secret), true, secret);
  });
});

describe('a recording that cannot be saved', () => {
  const leftovers = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.partial'));

  it('says that there is no such folder', async () => {
    const session = await running();
    await assert.rejects(
      session.save(join(folder, 'nowhere', 'a.rtrec'), false),
      failsWith('recording-failed', /there is no folder .*nowhere/),
    );
    await session.close();
  });

  it('says that the folder may not be written to', { skip: process.getuid?.() === 0 }, async () => {
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    const session = await running();
    await assert.rejects(
      session.save(join(locked, 'a.rtrec'), false),
      failsWith('recording-failed', /you may not write to .*locked/),
    );
    await session.close();
  });

  it('leaves the file that was there as it was, and nothing else', async () => {
    const path = newPath();
    writeFileSync(path, 'before');
    const session = await running();
    const saved = session.save(path, false);
    session.cancelSave();
    await assert.rejects(saved, failsWith('cancelled', /was not saved/));
    assert.equal(readFileSync(path, 'utf8'), 'before');
    assert.deepEqual(leftovers(), []);
    // A save that is whole takes its place.
    await session.save(path, false);
    assert.match(readFileSync(path, 'latin1').slice(0, 15), /^SQLite format 3/);
    await session.close();
  });

  it('is given up when the panel is cleared or closed', async () => {
    const session = await running();
    const path = newPath();
    const cleared = session.save(path, false);
    session.clear();
    await assert.rejects(cleared, failsWith('cancelled', /was not saved/));
    const closed = session.save(path, false);
    await Promise.all([assert.rejects(closed, failsWith('cancelled', /was not saved/)), session.close()]);
    assert.equal(existsSync(path), false);
    assert.deepEqual(leftovers(), []);
  });

  it('refuses the file that is recorded to, and a session without a recording', async () => {
    const path = newPath();
    const session = Session.open(path, () => undefined);
    await assert.rejects(session.save(path, false), failsWith('invalid-option', /recorded to/));
    await session.close();

    const inMemory = Session.open(join(folder, 'nowhere', 'b.rtrec'), () => undefined);
    await assert.rejects(
      inMemory.save(newPath(), false),
      failsWith('recording-unreadable', /cannot be opened/),
    );
    await inMemory.close();
  });
});
