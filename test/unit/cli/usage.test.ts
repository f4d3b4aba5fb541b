import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMMANDS } from '../../../src/cli/options.ts';
import { parseCursor, parseDuration, parseHeader, parseSize } from '../../../src/cli/values.ts';
import { VERSION } from '../../../src/engine/version.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { runCli } from '../../support/cliRun.ts';

describe('the values of options', () => {
  it('are durations with a unit', () => {
    assert.deepEqual(
      ['500ms', '5s', '2m', '1h', '0.5s'].map((text) => parseDuration(text, 'interval')),
      [500, 5_000, 120_000, 3_600_000, 500],
    );
    for (const text of ['5', 's', '-1s', '0s', '1d', '5 s', '', '600h']) {
      assert.throws(() => parseDuration(text, 'interval'), /--interval/, text);
    }
  });

  it('are sizes with or without a unit', () => {
    assert.deepEqual(
      ['200', '2kb', '1MB', '10b'].map((text) => parseSize(text, 'size')),
      [200, 2_000, 1_000_000, 10],
    );
    for (const text of ['', 'x', '-1', '0', '1gb'])
      assert.throws(() => parseSize(text, 'size'), /--size/, text);
  });

  it('are header fields split at their first colon', () => {
    assert.deepEqual(parseHeader('Authorization: Basic a:b '), ['Authorization', 'Basic a:b']);
    for (const text of ['X', ': y', '']) assert.throws(() => parseHeader(text), /--header/, text);
  });

  it('are cursors from a path or header to a query parameter or header', () => {
    assert.deepEqual(parseCursor('$.next -> query:after'), {
      from: { kind: 'json-path', path: '$.next' },
      to: { kind: 'query', name: 'after' },
    });
    assert.deepEqual(parseCursor('header:Cursor->header:X-After'), {
      from: { kind: 'header', name: 'Cursor' },
      to: { kind: 'header', name: 'X-After' },
    });
    for (const text of ['$.next', '-> query:a', '$.a -> b', '$.a -> query:', '$.a -> query:b -> c']) {
      assert.throws(() => parseCursor(text), /--cursor/, text);
    }
  });
});

describe('a command line that means nothing', () => {
  const wrong: readonly (readonly [words: readonly string[], said: RegExp])[] = [
    [[], /no command/],
    [['look'], /no command look/],
    [['watch'], /needs a URL/],
    [['watch', 'http://a/', 'http://b/'], /one URL/],
    [['watch', 'http://a/', '--bogus'], /--bogus/],
    [['watch', 'http://a/', '--interval'], /--interval/],
    [['watch', 'http://a/', '--method', 'telnet'], /telnet/],
    [['watch', 'http://a/', '--output', 'xml'], /xml/],
    [['watch', 'http://a/', '--split', '$['], /split/],
    [['watch', 'http://a/', '--max-messages', '0'], /max-messages/],
    [['watch', 'http://a/', '--body', '@/no/such/file'], /no\/such\/file/],
    [['watch', 'http://a/', '--ca', '/no/such/file'], /no\/such\/file/],
    [['watch', 'http://a/', '-H', 'X Y: z'], /X Y/],
    [['compare', '--feed', 'sse=http://a/'], /2 to/],
    [['compare', 'a.rtrec', '--feed', 'sse=http://a/'], /--feed is for feeds, and a\.rtrec is a recording/],
    [['compare', 'a.rtrec', '--duration', '5s'], /--duration is for feeds/],
    [['compare', 'a.rtrec', 'b.rtrec'], /one recording/],
    [
      ['compare', 'a.rtrec', '--output', 'ndjson'],
      /--output ndjson is not known; give one of text, json, markdown, html/,
    ],
    [
      ['compare', '--feed', 'sse=http://a/', '--feed', 'sse=http://b/', '--replay'],
      /--replay is for a recording/,
    ],
    [['compare', 'a.rtrec', '--interval', '0s'], /--interval 0s is no time at all; give 1ms or more/],
    [['estimate', 'a.rtrec', '--interval', '0'], /--interval 0 is no time at all; give 1ms or more/],
    [['watch', 'http://a/', '--interval', '0ms'], /--interval 0ms is no time at all; give 1ms or more/],
    [['watch', 'http://a/', '--output', 'html'], /--output html is not known/],
    [['compare', '--feed', 'http://a/', '--feed', 'http://b/'], /http:\/\/a\//],
    [['serve'], /demo/],
    [['serve', '--demo', '--port', '70000'], /port/],
    [['serve', '--demo', '--rate', 'fast'], /rate/],
  ];
  for (const [words, said] of wrong) {
    it(`ends with exit code 2 and one line: ${words.join(' ') || '(nothing)'}`, async () => {
      const { code, stdout, stderr } = await runCli(...words);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, /^invalid-option: [^\n]+; [^\n]+\n$/);
      assert.match(stderr, said);
    });
  }
});

describe('the help', () => {
  it('names every command, and every option of each', async () => {
    const { code, stdout } = await runCli('--help');
    assert.equal(code, 0);
    for (const { name } of COMMANDS) assert.match(stdout, new RegExp(`^ {2}${name} `, 'm'));
    for (const { name, options } of COMMANDS) {
      const help = await runCli(name, '--help');
      assert.equal(help.code, 0);
      for (const option of options) assert.ok(help.stdout.includes(`--${option.name}`), option.name);
    }
  });

  it('tells the version of the package', async () => {
    assert.equal(VERSION, packageJson.version);
    assert.equal((await runCli('--version')).stdout, `${packageJson.version}\n`);
  });
});
