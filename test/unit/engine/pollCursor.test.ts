import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CursorRule, Feed } from '../../../src/protocol/feed.ts';
import {
  type Answer,
  json,
  type PollServer,
  startPollServer,
  status,
  text,
} from '../../support/pollServers.ts';
import { RunningCapture } from '../../support/runningCapture.ts';
import { waitFor } from '../../support/waitFor.ts';

const FROM_NEXT: CursorRule['from'] = { kind: 'json-path', path: '$.next' };
const TO_AFTER: CursorRule['to'] = { kind: 'query', name: 'after' };
const BODY_TO_QUERY: CursorRule = { from: FROM_NEXT, to: TO_AFTER };
const BODY_TO_HEADER: CursorRule = { from: FROM_NEXT, to: { kind: 'header', name: 'X-After' } };

interface Polled {
  readonly requests: PollServer['requests'];
  readonly texts: readonly string[];
  readonly ids: readonly (string | null)[];
  readonly outcomes: readonly string[];
  readonly errors: readonly string[];
}

/** Polls until each answer has been given, and once more, to see what the last one led to. */
async function poll(answers: readonly Answer[], options: Partial<Feed> = {}, target = '/'): Promise<Polled> {
  await using server = await startPollServer(...answers);
  await using running = new RunningCapture(
    { method: 'short-polling', intervalMs: 10, ...options, url: `${server.url}${target}` },
    { random: () => 0 },
  );
  await waitFor('the polls', () => running.outcomes.length > answers.length);
  return {
    requests: server.requests.slice(0, answers.length + 1),
    texts: running.log.texts,
    ids: running.log.messages.map(({ id }) => id),
    outcomes: running.outcomes.slice(0, answers.length),
    errors: running.capture.summary().errors.map(({ code }) => code),
  };
}

const urlsOf = ({ requests }: Polled): unknown[] => requests.map(({ url }) => url);
const fieldsOf = ({ requests }: Polled, name: string): unknown[] =>
  requests.map(({ headers }) => headers[name]);

describe("a poll's cursor", () => {
  it('goes from a header into the query, and from the body into a header', async () => {
    const fromHeader = await poll([text('[]', { cursor: 'c1' })], {
      cursor: { from: { kind: 'header', name: 'CURSOR' }, to: TO_AFTER },
    });
    assert.deepEqual(urlsOf(fromHeader), ['/', '/?after=c1']);
    const fromBody = await poll([json({ next: 'b1' })], { cursor: BODY_TO_HEADER });
    assert.deepEqual(fieldsOf(fromBody, 'x-after'), [undefined, 'b1']);
  });

  it('stays where an answer does not carry one', async () => {
    const polled = await poll(
      [json({ next: 7 }), json({}), status(204), json({ next: null }), status(500), text('no JSON')],
      { cursor: BODY_TO_QUERY },
    );
    assert.deepEqual(
      urlsOf(polled).slice(1),
      Array.from({ length: 6 }, () => '/?after=7'),
    );
  });

  it('is the last of several matches', async () => {
    const polled = await poll([json([{ id: 4 }, { id: 5 }, { id: 6 }])], {
      cursor: { from: { kind: 'json-path', path: '$[*].id' }, to: TO_AFTER },
    });
    assert.deepEqual(urlsOf(polled), ['/', '/?after=6']);
  });

  it('keeps the last digits of a number that a double does not hold', async () => {
    const polled = await poll([text('{"next": 12345678901234567891}'), text('{"next": 1.50}')], {
      cursor: BODY_TO_QUERY,
    });
    assert.deepEqual(urlsOf(polled), ['/', '/?after=12345678901234567891', '/?after=1.50']);
  });

  it('takes the place of its own parameter and leaves the others as they were written', async () => {
    const polled = await poll(
      [json({ next: 'a b&c+d=é' })],
      { cursor: BODY_TO_QUERY },
      '/?$filter=x%20eq%201&flag&after=0&q=a+b',
    );
    assert.deepEqual(urlsOf(polled), [
      '/?$filter=x%20eq%201&flag&after=0&q=a+b',
      '/?$filter=x%20eq%201&flag&q=a+b&after=a%20b%26c%2Bd%3D%C3%A9',
    ]);
  });

  it("takes the place of the user's own header", async () => {
    const polled = await poll([json({ next: 2 })], { cursor: BODY_TO_HEADER, headers: [['x-after', '1']] });
    assert.deepEqual(fieldsOf(polled, 'x-after'), ['1', '2']);
  });

  it('stays, with the messages still to come, where it cannot be sent in a header', async () => {
    const polled = await poll([json({ next: 1 }), json({ next: 'a\r\nX-Evil: 1' }), json({ next: 2 })], {
      cursor: BODY_TO_HEADER,
    });
    assert.deepEqual(polled.outcomes, ['messages', 'failed', 'messages']);
    assert.deepEqual(fieldsOf(polled, 'x-after'), [undefined, '1', '1', '2']);
    assert.deepEqual(fieldsOf(polled, 'x-evil').filter(Boolean), []);
    assert.deepEqual(polled.errors, ['invalid-response']);
  });

  it('makes every item a message, each with the id that it has', async () => {
    const answers = [json({ id: 7, next: 1 }), json({ id: 7, next: 1 })];
    const { texts, ids } = await poll([...answers, status(204)], { cursor: BODY_TO_QUERY });
    assert.deepEqual(texts, ['{"id":7,"next":1}', '{"id":7,"next":1}']);
    assert.deepEqual(ids, ['7', '7']);
  });
});

describe("a poll's validators", () => {
  it('serve as a position: what comes after an entity tag', async () => {
    const polled = await poll([
      json([{ id: 1 }], { etag: '"1"' }),
      status(304, { etag: '"1"' }),
      json([{ id: 2 }], { etag: '"2"' }),
      status(204, { etag: '"5"' }),
      status(304),
    ]);
    assert.deepEqual(fieldsOf(polled, 'if-none-match'), [undefined, '"1"', '"1"', '"2"', '"5"', '"5"']);
    assert.deepEqual(polled.outcomes, ['messages', 'unchanged', 'messages', 'empty', 'unchanged']);
  });

  it('end with the body that they were of', async () => {
    const polled = await poll([json({ v: 1 }, { etag: '"a"', 'last-modified': 'then' }), json({ v: 2 })]);
    assert.deepEqual(fieldsOf(polled, 'if-none-match'), [undefined, '"a"', undefined]);
    assert.deepEqual(fieldsOf(polled, 'if-modified-since'), [undefined, 'then', undefined]);
  });

  it('are not taken from an answer that failed', async () => {
    const polled = await poll([json([], { etag: '"a"' }), status(500, { etag: '"b"' })]);
    assert.deepEqual(fieldsOf(polled, 'if-none-match'), [undefined, '"a"', '"a"']);
  });

  it("give way to the user's own fields", async () => {
    const polled = await poll([json([], { etag: '"a"', 'last-modified': 'then' })], {
      headers: [['if-none-match', '"mine"']],
    });
    assert.deepEqual(fieldsOf(polled, 'if-none-match'), ['"mine"', '"mine"']);
    assert.deepEqual(fieldsOf(polled, 'if-modified-since'), [undefined, 'then']);
  });

  it('go back as the octets that came, beyond ASCII too', async () => {
    const octets = Buffer.from('"é"').toString('latin1');
    const polled = await poll([json([], { etag: octets })]);
    assert.deepEqual(fieldsOf(polled, 'if-none-match'), [undefined, octets]);
  });
});
