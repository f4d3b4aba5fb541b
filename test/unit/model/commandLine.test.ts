import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cmdWords } from '../../../src/model/commandLine/cmdWords.ts';
import { isCommandLine, parseCommandLine } from '../../../src/model/commandLine/parseCommandLine.ts';
import { posixWords } from '../../../src/model/commandLine/posixWords.ts';
import { InspectorError } from '../../../src/protocol/errors.ts';

/** As Chrome's "Copy as cURL (bash)" writes an event stream. */
const OF_CHROME = `curl 'http://localhost:8080/events?room=1' \\
  -H 'Accept: text/event-stream' \\
  -H 'Accept-Language: en-US,en;q=0.9' \\
  -H 'Cache-Control: no-cache' \\
  -H 'Connection: keep-alive' \\
  -b 'session=a%20b; theme=dark' \\
  -H 'Last-Event-ID: 41' \\
  -H 'Referer: http://localhost:8080/' \\
  -H 'sec-ch-ua: "Chromium";v="140"' \\
  --insecure`;

/** The same request as "Copy as cURL (cmd)" writes it. */
const OF_CHROME_CMD = `curl ^"http://localhost:8080/events?room=1^&x=50^%^25^" ^
  -H ^"Accept: text/event-stream^" ^
  -H ^"sec-ch-ua: ^\\^"Chromium^\\^";v=^\\^"140^\\^"^" ^
  --data-raw ^"^{^\\^"a^\\^": 1,^

^\\^"b^\\^": ^\\^"it's^\\^"^}^"`;

test('a command that a browser copied makes a feed, cookies and header fields included', () => {
  const feed = parseCommandLine(OF_CHROME);
  assert.equal(feed.method, 'sse');
  assert.equal(feed.url, 'http://localhost:8080/events?room=1');
  assert.equal(feed.lastEventId, '41');
  assert.equal(feed.isTlsVerified, false);
  assert.deepEqual(feed.headers, [
    ['Accept-Language', 'en-US,en;q=0.9'],
    ['Cache-Control', 'no-cache'],
    ['Cookie', 'session=a%20b; theme=dark'],
    ['Referer', 'http://localhost:8080/'],
    ['sec-ch-ua', '"Chromium";v="140"'],
  ]);
});

test('the same from the Windows command prompt', () => {
  const feed = parseCommandLine(OF_CHROME_CMD);
  assert.equal(feed.url, 'http://localhost:8080/events?room=1&x=50%25');
  assert.equal(feed.method, 'sse');
  assert.deepEqual(feed.headers, [
    ['sec-ch-ua', '"Chromium";v="140"'],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ]);
  assert.equal(feed.httpMethod, 'POST');
  assert.equal(feed.body, '{"a": 1,\n"b": "it\'s"}');
});

test('an upgrade that a browser copied is a WebSocket, with its subprotocols and its origin', () => {
  const feed = parseCommandLine(`curl 'wss://example.com/live' \\
    -H 'Upgrade: websocket' -H 'Origin: https://example.com' -H 'Sec-WebSocket-Key: abc==' \\
    -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Protocol: v2.json, v1.json' -H 'Authorization: Bearer t' --compressed`);
  assert.equal(feed.method, 'websocket');
  assert.equal(feed.url, 'wss://example.com/live');
  assert.equal(feed.origin, 'https://example.com');
  assert.deepEqual(feed.subprotocols, ['v2.json', 'v1.json']);
  assert.deepEqual(feed.headers, [['Authorization', 'Bearer t']]);
  assert.equal(feed.isCompressed, true);
  const overHttp = parseCommandLine("curl 'https://example.com/live' -H 'upgrade: websocket'");
  assert.equal(overHttp.url, 'wss://example.com/live');
});

test('what curl does of itself is done: addresses without a scheme, methods by the body, data put together', () => {
  assert.equal(parseCommandLine('curl localhost:3000/x').url, 'http://localhost:3000/x');
  const posted = parseCommandLine("curl -d a=1 -d 'b=2' --data-urlencode 'c=x y&z' http://h/x");
  assert.equal(posted.httpMethod, 'POST');
  assert.equal(posted.body, 'a=1&b=2&c=x%20y%26z');
  const asked = parseCommandLine("curl -sG -d a=1 'http://h/x?y=2'");
  assert.deepEqual([asked.url, asked.httpMethod, asked.body], ['http://h/x?y=2&a=1', 'GET', null]);
  const json = parseCommandLine(`curl --json '{"a":1}' -XPUT http://h/`);
  assert.equal(json.httpMethod, 'PUT');
  assert.deepEqual(json.headers, [
    ['Content-Type', 'application/json'],
    ['Accept', 'application/json'],
  ]);
  assert.equal(parseCommandLine('curl -I http://h/').httpMethod, 'HEAD');
});

test('credentials, certificates, proxies and sockets become options of the feed', () => {
  const feed = parseCommandLine(
    'curl -u joe:s3cret:x --cacert ca.pem --cert=me.pem --key me.key --pass pw -x proxy:3128 --unix-socket /run/a.sock --http2-prior-knowledge http://h/',
  );
  assert.deepEqual(feed.auth, { kind: 'basic', user: 'joe', password: 's3cret:x' });
  assert.equal(feed.caFile, 'ca.pem');
  assert.equal(feed.certFile, 'me.pem');
  assert.equal(feed.keyFile, 'me.key');
  assert.equal(feed.keyPassphrase, 'pw');
  assert.equal(feed.proxyUrl, 'http://proxy:3128');
  assert.equal(feed.socketPath, '/run/a.sock');
  assert.equal(feed.httpVersion, '2');
});

test('commands of wscat and websocat make WebSocket feeds', () => {
  const wscat = parseCommandLine(
    `$ npx wscat -n -c wss://h:8443/live -H 'X-Token: a:b' -s v1 -o https://h --auth u:p -x '{"op":"subscribe"}'`,
  );
  assert.equal(wscat.url, 'wss://h:8443/live');
  assert.deepEqual(wscat.headers, [['X-Token', 'a:b']]);
  assert.deepEqual(wscat.subprotocols, ['v1']);
  assert.equal(wscat.origin, 'https://h');
  assert.equal(wscat.isTlsVerified, false);
  assert.deepEqual(wscat.auth, { kind: 'basic', user: 'u', password: 'p' });
  assert.deepEqual(wscat.sends, [{ kind: 'text', text: '{"op":"subscribe"}' }]);
  const websocat = parseCommandLine(`websocat -tk -H='X-A: 1' --protocol chat - ws://127.0.0.1:9000/`);
  assert.equal(websocat.url, 'ws://127.0.0.1:9000/');
  assert.equal(websocat.method, 'websocket');
  assert.deepEqual(websocat.headers, [['X-A', '1']]);
  assert.deepEqual(websocat.subprotocols, ['chat']);
  assert.equal(parseCommandLine('wscat -c localhost:1234').url, 'ws://localhost:1234');
});

test('what cannot be taken over is named, with what to do', () => {
  const saying = (pattern: RegExp) => (error: unknown) =>
    error instanceof InspectorError && error.action !== '' && pattern.test(error.message);
  for (const [command, pattern] of [
    ['curl --frobnicate http://h/', /--frobnicate is not known/],
    ['curl -H', /-H has no value/],
    ["curl 'http://h/", /quote ' at character 1 is not closed/],
    ['curl "http://h/$(id)"', /character 11 begins a command/],
    ['curl `id`', /begins a command/],
    ['curl -d @secrets.txt http://h/', /reads a file/],
    ['curl -F file=@x http://h/', /uploads/],
    ['curl -s', /has no address/],
    ['wscat -l 8080', /-l is not known/],
    ['wget http://h/', /no command of curl/],
    [`curl http://h/ -d '${'x'.repeat(1_000_001)}'`, /more than/],
  ] as const) {
    assert.throws(() => parseCommandLine(command), saying(pattern), command.slice(0, 60));
  }
});

test('of several commands the first counts, and what it is piped into does not', () => {
  assert.equal(parseCommandLine("curl 'http://h/1' ;\ncurl 'http://h/2'").url, 'http://h/1');
  assert.equal(parseCommandLine('curl http://h/1 | jq .').url, 'http://h/1');
  assert.equal(parseCommandLine('curl "http://h/1" ^\n -s & curl "http://h/2"').url, 'http://h/1');
});

test('only commands of these programs are taken for one', () => {
  assert.ok(isCommandLine('  curl http://h/'));
  assert.ok(isCommandLine('> curl.exe http://h/'));
  assert.ok(!isCommandLine('http://h/curl x'));
  assert.ok(!isCommandLine('curling'));
});

test('any word that is quoted for bash is read as it was', () => {
  const single = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;
  const dollar = (word: string): string =>
    `$'${Array.from(word, (character) => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`).join('')}'`;
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 })), (words) => {
      assert.deepEqual(posixWords(words.map(single).join(' ')).words, words);
      assert.deepEqual(posixWords(words.map(dollar).join(' \\\n ')).words, words);
    }),
  );
});

test('any word that is quoted for a Windows program is read as it was', () => {
  /** Backslashes before a quote are doubled, and each quote has one of its own (CommandLineToArgvW). */
  const argument = (word: string): string =>
    `"${word.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replace(/\\+$/, (run) => run + run)}"`;
  const careted = (text: string): string => text.replaceAll(/[^\w\s]/g, '^$&');
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[ -~]+$/)), (words) => {
      assert.deepEqual(cmdWords(words.map((word) => careted(argument(word))).join(' ')).words, words);
    }),
  );
});
