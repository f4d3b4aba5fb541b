import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseFeed } from '../../../../src/engine/parseFeed.ts';
import { httpFileFeed } from '../../../../src/model/httpFile/httpFileFeed.ts';
import { fillHttpVariables, type HttpVariableScope } from '../../../../src/model/httpFile/httpVariables.ts';
import { parseHttpFile } from '../../../../src/model/httpFile/parseHttpFile.ts';
import { InspectorError } from '../../../../src/protocol/errors.ts';
import type { StartFeed } from '../../../../src/protocol/feed.ts';

const SCOPE: HttpVariableScope = {
  values: new Map([['host', 'localhost:8080']]),
  env: (name) => (name === 'HOME' ? '/home/ada' : undefined),
  dotenv: new Map([['KEY', 'abc']]),
  uuid: () => 'a-uuid',
  nowMs: 1_500,
  random: () => 0.5,
};

function feedsOf(text: string, scope = SCOPE): StartFeed[] {
  const { requests, variables } = parseHttpFile(text);
  const values = new Map([...scope.values, ...variables]);
  return requests.map((request) => httpFileFeed(request, { ...scope, values }));
}

function problemOf(text: string, scope = SCOPE): string {
  try {
    for (const feed of feedsOf(text, scope)) parseFeed(feed);
    return '';
  } catch (error) {
    assert.ok(error instanceof InspectorError);
    assert.notEqual(error.action, '');
    return error.message;
  }
}

describe('a file of requests', () => {
  it('has the requests of REST Client, with their names, variables and headers', () => {
    const [first, second, third, ...more] = feedsOf(`
@base = http://{{host}}
@token=abc

# @name news
GET {{base}}/news
    ?after=1
    &limit=2 HTTP/1.1
// a comment among the headers
Accept: text/event-stream
Authorization: Bearer {{token}}

### with a body
POST {{base}}/poll HTTP/1.1
Content-Type: application/json
Authorization: Basic ada secret

{ "a": 1,
# no comment
  "b": 2 }
###
http://localhost/plain
###
# nothing but a comment
`);
    assert.deepEqual(more, []);
    assert.ok(first && second && third);
    assert.equal(first.name, 'news');
    assert.equal(first.method, 'sse');
    assert.equal(first.url, 'http://localhost:8080/news?after=1&limit=2');
    assert.deepEqual(first.headers, [['Authorization', 'Bearer abc']]);
    assert.equal(second.name, 'with a body');
    assert.equal(second.httpMethod, 'POST');
    assert.equal(second.body, '{ "a": 1,\n# no comment\n  "b": 2 }');
    assert.deepEqual(second.auth, { kind: 'basic', user: 'ada', password: 'secret' });
    assert.deepEqual(second.headers, [['Content-Type', 'application/json']]);
    assert.equal(third.url, 'http://localhost/plain');
    assert.equal(third.method, 'auto');
  });

  it('has the WebSockets of JetBrains, with each message', () => {
    const [feed] = feedsOf(`### Prices
WEBSOCKET ws://{{host}}/prices
Sec-WebSocket-Protocol: v1, v2

{ "subscribe": "{{$uuid}}" }
=== wait-for-server
second
===
`);
    assert.equal(feed?.method, 'websocket');
    assert.equal(feed.name, 'Prices');
    assert.deepEqual(feed.subprotocols, ['v1', 'v2']);
    assert.deepEqual(feed.sends, [
      { kind: 'text', text: '{ "subscribe": "a-uuid" }' },
      { kind: 'text', text: 'second' },
    ]);
  });

  it('has the streams and sockets of httpYac', () => {
    const [stream, socket] = feedsOf(
      'SSE http://{{host}}/events\n\n###\nWS wss://{{host}}/socket\n\nhello\n',
    );
    assert.equal(stream?.method, 'sse');
    assert.equal(socket?.method, 'websocket');
    assert.deepEqual(socket.sends, [{ kind: 'text', text: 'hello' }]);
  });

  it('passes over scripts, and what becomes of an answer', () => {
    const [feed] = feedsOf(`
< {%
  request.variables.set("host", "evil.example")
%}
{{
  require('fs')
}}
GET http://{{host}}/a

body
> {%
  client.global.set("x", 1)
%}
?? status == 200
<> answer.json
`);
    assert.equal(feed?.url, 'http://localhost:8080/a');
    assert.equal(feed.body, 'body');
  });

  it('may name its host in a header field', () => {
    assert.equal(feedsOf('GET /events HTTP/1.1\nHost: example.com\n')[0]?.url, 'http://example.com/events');
  });

  const wrong: readonly (readonly [what: string, text: string, problem: RegExp])[] = [
    ['a variable without a value', '\nGET http://{{hots}}/', /^line 2: \{\{hots\}\} has no value/],
    ['one that refers to itself', '@a = {{b}}\n@b = {{a}}\nGET http://{{a}}/', /^line 3: .*refers to itself/],
    ['an answer of another request', 'GET http://a/{{login.response.body.token}}', /has no value/],
    ['a header that is none', 'GET http://a/\nX: y\nnonsense\n', /^line 3: this is no header field/],
    ['a body from a file', 'POST http://a/\n\n< /etc/passwd', /^line 3: a body from a file is not read/],
    ['another protocol', 'GRPC http://a/b', /^line 1: GRPC is no live feed/],
    ['a path without a host', 'GET /a', /^line 1: this is no address/],
    ['an address that is none', 'GET http://', /is not a URL/],
    ['an unknown environment variable', 'GET http://a/{{$processEnv NOPE}}', /no environment variable NOPE/],
  ];
  for (const [what, text, problem] of wrong) {
    it(`is refused with ${what}`, () => {
      assert.match(problemOf(text), problem);
    });
  }

  it('reads no environment variable in a workspace that is not trusted', () => {
    const text = 'GET http://a/{{$processEnv HOME}}';
    assert.equal(problemOf(text), '');
    assert.match(problemOf(text, { ...SCOPE, env: null }), /not read in a workspace that is not trusted/);
  });

  it('is read whatever is in it', () => {
    const piece = fc.constantFrom(
      '###',
      '\n',
      '\n\n',
      'GET ',
      'http://a/',
      '{{',
      '}}',
      '< {%',
      '%}',
      '@a=',
      '===',
      ': ',
      '# @name ',
      ' ',
      'x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const lines = text.split(/\r\n|\r|\n/);
          for (const request of parseHttpFile(text).requests) {
            assert.ok(lines[request.line - 1]?.trim() !== '');
          }
          problemOf(text);
        },
      ),
    );
  });

  it('is read in time that grows with its length', () => {
    const text = `${'GET http://a/\n  ?a\n'.repeat(20_000)}\n\n${'{{'.repeat(100_000)}`;
    assert.equal(parseHttpFile(text).requests.length, 1);
  });
});

describe('a variable of such a file', () => {
  it('may be one of the tools’ own', () => {
    const fill = (text: string): unknown => fillHttpVariables(text, SCOPE);
    assert.equal(fill('{{$guid}} {{$timestamp}} {{ $randomInt 10 20 }}'), 'a-uuid 1 15');
    assert.equal(fill('{{$processEnv HOME}}{{$dotenv KEY}}'), '/home/adaabc');
    assert.equal(fill('{{ not closed'), '{{ not closed');
  });
});
