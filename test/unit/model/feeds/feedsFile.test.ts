import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readFileFeed, type ReadFeed } from '../../../../src/engine/feeds/readFileFeed.ts';
import { feedFieldOf, writeFeed } from '../../../../src/model/feeds/feedFields.ts';
import { parseFeedsFile } from '../../../../src/model/feeds/feedsFile.ts';
import {
  withFeedAdded,
  withFeedRemoved,
  withFeedReplaced,
} from '../../../../src/model/feeds/feedsFileEdits.ts';
import type { VariableScope } from '../../../../src/model/feeds/feedVariables.ts';
import { completeFeed, type StartFeed } from '../../../../src/protocol/feed.ts';

const SCOPE: VariableScope = {
  values: new Map([
    ['host', 'localhost:8080'],
    ['loop', '${loop}'],
    ['nested', '${host}/ticks'],
  ]),
  env: (name) => (name === 'HOME' ? '/home/ada' : undefined),
  workspaceFolder: '/work',
  environment: 'local',
};

function read(feed: unknown, scope: VariableScope | null = SCOPE): ReadFeed {
  const text = JSON.stringify({ feeds: [feed] }, null, 2);
  const [first] = parseFeedsFile(text).feeds;
  assert.ok(first);
  return readFileFeed(text, first, scope);
}

function problemOf(feed: unknown, scope: VariableScope | null = SCOPE): string {
  const [problem] = read(feed, scope).problems;
  return problem === undefined ? '' : `${problem.line}:${problem.column}: ${problem.message}`;
}

describe('a file of feeds', () => {
  it('may have comments and trailing commas', () => {
    const file = parseFeedsFile(
      '// ours\n{ "environments": { "local": { "host": "a", "port": 80, }, }, "feeds": [{ "name": "x", "url": "http://a/" },], }',
    );
    assert.deepEqual(file.problems, []);
    assert.deepEqual(
      [...file.environments],
      [
        [
          'local',
          new Map([
            ['host', 'a'],
            ['port', '80'],
          ]),
        ],
      ],
    );
    assert.equal(file.feeds[0]?.name, 'x');
  });

  it('tells line and column of what is wrong, and keeps what can be read', () => {
    const file = parseFeedsFile(
      '{\n  "feeds": [\n    { "url": "http://a/", "urll": 1 }\n  ]\n  "envFiles": ["../x"]\n}',
    );
    assert.deepEqual(
      file.problems.map(({ line, message }) => `${line}: ${message}`),
      [
        '5: a comma is expected here',
        '3: a feed has no "urll"',
        '5: "envFiles" is not a list of paths within this folder',
      ],
    );
    assert.equal(file.feeds.length, 1);
  });

  it('is never more than told to be wrong, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => `{"feeds": [${json}], "environments": ${json}}`),
        ),
        (text) => {
          const { feeds, problems } = parseFeedsFile(text);
          for (const feed of feeds) readFileFeed(text, feed, SCOPE);
          for (const { line, column } of problems) assert.ok(line >= 1 && column >= 1);
        },
      ),
    );
    assert.equal(parseFeedsFile('['.repeat(100_000)).feeds.length, 0);
  });
});

describe('a feed of a file', () => {
  it('is read with all its options', () => {
    const feed: StartFeed = completeFeed({
      url: 'wss://a/b',
      method: 'websocket',
      name: 'ticks',
      headers: [
        ['X', '1'],
        ['Y', '2'],
        ['X', '3'],
      ],
      auth: { kind: 'basic', user: 'ada', password: '${secret:p}' },
      maxMessageBytes: 64_000,
      intervalMs: 2_500,
      jitterShare: 0.2,
      timeoutMs: 120_000,
      cursor: { from: { kind: 'json-path', path: '$.next' }, to: { kind: 'query', name: 'after' } },
      sends: [
        { kind: 'text', text: 'hi' },
        { kind: 'binary', base64: 'AP8=' },
        { kind: 'file', path: 'a.bin' },
        { kind: 'ping', text: 'p' },
        { kind: 'close', code: 4000, reason: 'enough' },
      ],
      isReconnected: true,
      isTlsVerified: false,
      caFile: 'ca.pem',
      proxyUrl: 'none',
    });
    const { feed: back, problems } = read(writeFeed(feed));
    assert.deepEqual(problems, []);
    assert.deepEqual(completeFeed({ ...back, url: '', method: 'sse' }).headers, [
      ['X', '1'],
      ['X', '3'],
      ['Y', '2'],
    ]);
    assert.deepEqual({ ...feed, ...back, headers: feed.headers }, feed);
  });

  it('has its variables put in, but for secrets', () => {
    const { feed } = read({
      url: 'ws://${nested}?t=${secret:t}',
      method: 'websocket',
      headers: { Home: '${env:HOME}', Folder: '${workspaceFolder}' },
    });
    assert.equal(feed?.url, 'ws://localhost:8080/ticks?t=${secret:t}');
    assert.deepEqual(feed.headers, [
      ['Home', '/home/ada'],
      ['Folder', '/work'],
    ]);
  });

  const wrong: readonly (readonly [what: string, feed: unknown, problem: RegExp])[] = [
    ['no address', { name: 'x' }, /^3:5: the feed has no "url"/],
    [
      'an address without a value',
      { url: 'http://${hots}/' },
      /^4:14: \$\{hots\} has no value in the environment "local"/,
    ],
    ['a value that refers to itself', { url: 'http://${loop}/' }, /refers to itself/],
    [
      'an unknown environment variable',
      { url: 'http://a/', origin: '${env:NOPE}' },
      /no environment variable NOPE/,
    ],
    ['a variable that is not closed', { url: 'http://${host/' }, /is not closed/],
    ['an unknown method', { url: 'http://a/', method: 'socket' }, /^5:17: method is not/],
    ['a scheme of another method', { url: 'ws://a/', method: 'sse' }, /^4:14: "ws:\/\/" is not spoken/],
    ['a wrong duration', { url: 'http://a/', interval: 5 }, /^5:19: interval is not a duration/],
    ['a wrong switch', { url: 'http://a/', reconnect: 'yes' }, /^5:20: reconnect is not true or false/],
    ['a wrong path', { url: 'http://a/', split: 'items' }, /split/],
    ['a header over two lines', { url: 'http://a/', headers: { X: 'a\r\nY: b' } }, /header X/],
    ['null', { url: 'http://a/', body: null }, /body is null/],
  ];
  for (const [what, feed, problem] of wrong) {
    it(`is refused with ${what}`, () => {
      assert.match(problemOf(feed), problem);
    });
  }

  it('is not said to be wrong for variables before it is connected', () => {
    assert.equal(problemOf({ url: 'http://${hots}/', method: 'sse', interval: '${interval}' }, null), '');
    assert.match(problemOf({ url: 'nowhere' }, null), /not a URL/);
  });

  it('decides less in a workspace that is not trusted', () => {
    const untrusted = { ...SCOPE, env: null };
    assert.match(
      problemOf({ url: 'http://${env:HOME}/' }, untrusted),
      /not read in a workspace that is not trusted/,
    );
    for (const members of [
      { ca: 'a.pem' },
      { proxy: 'http://p/' },
      { verifyTls: false },
      { send: [{ file: '/etc/passwd' }] },
    ]) {
      assert.match(
        problemOf({ url: 'http://a/', ...members }, untrusted),
        /a workspace that is not trusted may not/,
      );
    }
    assert.equal(problemOf({ url: 'http://${host}/', headers: { A: 'b' } }, untrusted), '');
  });
});

describe('an edited file', () => {
  const TEXT =
    '{\n  // Ours.\n  "feeds": [\n    { "name": "a", "url": "http://a/" }, // the first\n    { "name": "b", "url": "http://b/" }\n  ]\n}\n';

  it('keeps its comments where a feed is added, changed or removed', () => {
    const added = withFeedAdded(TEXT, { name: 'c', url: 'http://c/' });
    assert.deepEqual(
      parseFeedsFile(added).feeds.map(({ name }) => name),
      ['a', 'b', 'c'],
    );
    const changed = withFeedReplaced(added, 0, { name: 'a', url: 'http://a/2', interval: '1s' });
    const removed = withFeedRemoved(changed, 1);
    assert.deepEqual(
      parseFeedsFile(removed).feeds.map(({ name }) => name),
      ['a', 'c'],
    );
    assert.equal(parseFeedsFile(removed).feeds[0]?.members.get('url')?.value, 'http://a/2');
    for (const text of [added, changed]) assert.match(text, /\/\/ Ours\.[^]*\/\/ the first/);
    assert.match(removed, /\/\/ Ours\./);
  });

  it('begins where there was none', () => {
    for (const text of ['', '{}', '{ "feeds": [] }', '// only this\n{\n}']) {
      const added = withFeedAdded(text, { url: 'http://a/' });
      assert.equal(parseFeedsFile(added).feeds.length, 1, text);
      assert.deepEqual(parseFeedsFile(added).problems, []);
    }
  });
});

it('every name of a field has one field', () => {
  assert.equal(feedFieldOf('unixSocket'), 'socketPath');
  assert.equal(feedFieldOf('socketPath'), null);
});
