import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { feedFrom } from '../../../src/cli/feedArguments.ts';
import { COMMANDS } from '../../../src/cli/options.ts';
import { parseCommand } from '../../../src/cli/parseCommand.ts';
import type { FeedRequest } from '../../../src/engine/parseFeed.ts';
import type { Feed } from '../../../src/protocol/feed.ts';
import { FEED_DEFAULTS } from '../../../src/protocol/feed.ts';
import type { MethodChoice } from '../../../src/protocol/method.ts';
import { TEST_CA_FILE } from '../../support/httpCertificate.ts';

function feedOf(words: readonly string[], method: MethodChoice = 'websocket'): FeedRequest {
  const watch = COMMANDS.find(({ name }) => name === 'watch') ?? assert.fail();
  return feedFrom(parseCommand(watch, words), method, 'http://localhost/');
}

describe('the options of a feed', () => {
  it('are its defaults where none is given', () => {
    assert.deepEqual(feedOf([]), { ...FEED_DEFAULTS, method: 'websocket', url: 'http://localhost/' });
  });

  const cases: readonly (readonly [words: readonly string[], fields: Partial<Feed>])[] = [
    [['--basic', 'me:a:b'], { auth: { kind: 'basic', user: 'me', password: 'a:b' } }],
    [['--bearer', 'abc'], { auth: { kind: 'bearer', token: 'abc' } }],
    [['--origin', 'https://a'], { origin: 'https://a' }],
    [['--http-version', '2'], { httpVersion: '2' }],
    [['--no-compression'], { isCompressed: false }],
    [['--max-message', '64kb'], { maxMessageBytes: 64_000 }],
    [['--jitter', '20%'], { jitterShare: 0.2 }],
    [['--jitter', '0.5'], { jitterShare: 0.5 }],
    [['--ping-interval', '2s'], { pingIntervalMs: 2_000 }],
    [['--ca', TEST_CA_FILE], { caFile: TEST_CA_FILE }],
    [['--proxy', 'none'], { proxyUrl: 'none' }],
    [['--unix-socket', '/run/x.sock'], { socketPath: '/run/x.sock' }],
  ];
  for (const [words, fields] of cases) {
    it(`take ${words.join(' ')}`, () => {
      const feed = feedOf(words);
      assert.deepEqual(feed, { ...feed, ...fields });
    });
  }

  it('keep what is sent in the order in which it is written, whatever it is', () => {
    const words = ['--send-ping', 'p', '--send', 'one', '--send-binary', 'hex:0a ff', '--send', 'two'];
    assert.deepEqual(
      feedOf([...words, '--send-binary', 'base64:Cv8=', '--send-close', '4000:enough: now']).sends,
      [
        { kind: 'ping', text: 'p' },
        { kind: 'text', text: 'one' },
        { kind: 'binary', base64: 'Cv8=' },
        { kind: 'text', text: 'two' },
        { kind: 'binary', base64: 'Cv8=' },
        { kind: 'close', code: 4000, reason: 'enough: now' },
      ],
    );
  });

  const wrong: readonly (readonly string[])[] = [
    ['--basic', 'nobody'],
    ['--basic', 'a:b', '--bearer', 'c'],
    ['--http-version', '3'],
    ['--max-message', '2gb'],
    ['--max-message', '200mb'],
    ['--jitter', '120%'],
    ['--ping-interval', '0s'],
    ['--send-binary', '0aff'],
    ['--send-binary', 'hex:0af'],
    ['--send-close', '1005'],
    ['--send-close', 'bye'],
    ['--cert', TEST_CA_FILE],
    ['--ca', '/does/not/exist'],
    ['--proxy', 'ftp://x'],
    ['--unix-socket', '/x', '--proxy', 'http://127.0.0.1:1'],
  ];
  for (const words of wrong) {
    it(`do not take ${words.join(' ')}`, () => {
      assert.throws(() => feedOf(words), { name: 'UsageError' });
    });
  }
});
