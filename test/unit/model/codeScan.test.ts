import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addressAt, addressesIn, isAddress } from '../../../src/model/addressInText.ts';
import { SCANNED_LANGUAGES, type ScannedLanguage } from '../../../src/model/codeScan/codeSite.ts';
import { guessAddress, holesIn } from '../../../src/model/codeScan/guessAddress.ts';
import { scanCode } from '../../../src/model/codeScan/scanCode.ts';
import { MAX_CODE_SITES, MAX_SCANNED_CHARACTERS } from '../../../src/protocol/limits.ts';

const ORIGIN = 'http://localhost:3000';

/** Each place as its method and address; one that has to be asked for ends in `?`. */
function found(code: string, language: ScannedLanguage = 'typescript'): string[] {
  return scanCode(code, language).map((site) => {
    const { url, isCertain } = guessAddress(site, ORIGIN);
    const interval = site.intervalMs === null ? '' : ` every ${site.intervalMs} ms`;
    return `${site.method} ${url}${isCertain ? '' : ' ?'}${interval}`;
  });
}

const IN_JAVASCRIPT: readonly (readonly [code: string, ...found: string[]])[] = [
  ["new EventSource('http://a/b')", 'sse http://a/b'],
  ['new EventSource("/b", { withCredentials: true })', 'sse http://localhost:3000/b ?'],
  ["new window.WebSocket('ws://a/b', 'p')", 'websocket ws://a/b'],
  ['new WebSocket<Message>(`wss://a`)', 'websocket wss://a'],
  ["const HOST = 'a:1'; new WebSocket(`ws://${HOST}/x`)", 'websocket ws://a:1/x'],
  ["const c = { url: 'ws://a' }; new WebSocket(c.url + '/x')", 'websocket ws://a/x'],
  ["let host = 'a'; new WebSocket(`ws://${host}/x`)", 'websocket ws://localhost:3000/x ?'],
  ["const h = 'a'; function f(h) { new WebSocket('ws://' + h) }", 'websocket ws://localhost:3000 ?'],
  ['new WebSocket(`ws://a/${user.id}/x`)', 'websocket ws://a/{user.id}/x ?'],
  ['new WebSocket(`${protocol}//${location.host}/ws`)', 'websocket ws://localhost:3000/ws ?'],
  ["new WebSocket(`${s ? 'wss' : 'ws'}://${host}:${port}/ws`)", 'websocket ws://localhost:3000/ws ?'],
  ["new WebSocket(process.env.URL ?? 'ws://a')", 'websocket ws://a ?'],
  ["new EventSource(new URL('/e', 'http://a:1/b'))", 'sse http://a:1/e'],
  ['new EventSource(', 'sse http://localhost:3000/ ?'],
  ["new EventSource('http://a/half", 'sse http://a/half'],
  ["new Widget('ws://a'); EventSource.CLOSED; // new WebSocket('ws://a')"],
  ["const text = 'new WebSocket(`ws://a`)'"],
  [
    "import { io } from 'socket.io-client'; io()",
    'websocket ws://localhost:3000/socket.io/?EIO=4&transport=websocket ?',
  ],
  [
    "import { io as open } from 'socket.io-client'; open('https://a/admin', { path: '/p/' })",
    'websocket wss://a/p/?EIO=4&transport=websocket',
  ],
  ["const io = require('socket.io')(server); io('/x')"],
  ["import { io } from './mine'; io('ws://a')"],
  [
    "import { fetchEventSource } from '@microsoft/fetch-event-source'; fetchEventSource('http://a')",
    'sse http://a',
  ],
  ["function fetchEventSource() {} fetchEventSource('http://a')"],
  ["setInterval(() => fetch('http://a'), 5 * 1000)", 'short-polling http://a every 5000 ms'],
  [
    "const EVERY = 2_000; setInterval(poll, EVERY); async function poll() { await axios.get('http://a') }",
    'short-polling http://a every 2000 ms',
  ],
  ["const poll = () => { fetch('http://a') }; setInterval(poll)", 'short-polling http://a'],
  ["setInterval(() => fetch('http://a', { method: 'POST' }), 1)"],
  ["setInterval(() => draw('http://a'), 16)"],
];

const ROUTES: readonly (readonly [code: string, ...found: string[]])[] = [
  [
    "app.get('/e', (q, r) => { r.setHeader('Content-Type', 'text/event-stream') })",
    'sse http://localhost:3000/e ?',
  ],
  [
    "app.get('/e/:id', (q, r) => { r.set('content-type', 'text/event-stream; charset=utf-8') }); app.listen(4000)",
    'sse http://localhost:4000/e/{id} ?',
  ],
  [
    "const h = (q, r) => r.writeHead(200, { 'Content-Type': 'text/event-stream' }); router.get('/h', auth, h)",
    'sse http://localhost:3000/h ?',
  ],
  ["router.get('/k', (ctx) => { ctx.type = 'text/event-stream' })", 'sse http://localhost:3000/k ?'],
  [
    "fastify.route({ url: '/f', handler(q, r) { r.raw.writeHead(200, { 'Content-Type': 'text/event-stream' }) } })",
    'sse http://localhost:3000/f ?',
  ],
  [
    "createServer((q, r) => { if (q.url === '/n') r.writeHead(200, { 'Content-Type': 'text/event-stream' }) }).listen({ port: 81 })",
    'sse http://localhost:81/n ?',
  ],
  [
    "createServer((q, r) => { switch (q.url) { case '/a': break; case '/b': r.setHeader('Content-Type', 'text/event-stream') } })",
    'sse http://localhost:3000/b ?',
  ],
  ["fetch('/e', { headers: { Accept: 'text/event-stream' } })"],
  ["app.get('/e', (q) => { if (q.headers.accept === 'text/event-stream') return 1 })"],
];

const IN_PYTHON: readonly (readonly [code: string, ...found: string[]])[] = [
  [
    '@app.get("/e/{id}")\nasync def e(id):\n    return StreamingResponse(g(), media_type="text/event-stream")\nuvicorn.run(app, port=9000)\n',
    'sse http://localhost:9000/e/{id} ?',
  ],
  [
    "@app.route('/f/<int:n>')\ndef f(n):\n    return Response(g(), mimetype='text/event-stream')\n",
    'sse http://localhost:3000/f/{n} ?',
  ],
  [
    "@bp.get('/d')\n@cached\ndef d():\n    return g(), {'Content-Type': 'text/event-stream'}\n",
    'sse http://localhost:3000/d ?',
  ],
  [
    "async def s(request):\n    return EventSourceResponse(g())\nroutes = [Route('/s', endpoint=s)]\n",
    'sse http://localhost:3000/s ?',
  ],
  ["@app.get('/e')\ndef e():\n    return httpx.get('/x', headers={'Accept': 'text/event-stream'})\n"],
  [
    "@app.get('/e')\ndef e(:\n    return StreamingResponse(g(), media_type='text/event-stream'",
    'sse http://localhost:3000/e ?',
  ],
];

describe('code that opens connections', () => {
  for (const [code, ...expected] of [...IN_JAVASCRIPT, ...ROUTES]) {
    it(code, () => {
      assert.deepEqual(found(code), expected);
    });
  }

  for (const [code, ...expected] of IN_PYTHON) {
    it(code.split('\n')[0] ?? '', () => {
      assert.deepEqual(found(code, 'python'), expected);
    });
  }

  it('is found in JSX and in the scripts of components, at its place in the file', () => {
    const jsx = "const A = () => <b onClick={() => new EventSource('http://a')}>x</b>";
    assert.deepEqual(found(jsx, 'javascriptreact'), ['sse http://a']);
    assert.deepEqual(found(jsx, 'typescriptreact'), ['sse http://a']);
    const component =
      "<template>new EventSource('/no')</template>\n<script setup lang=\"ts\">\nnew EventSource('http://a' as string)\n</script>";
    for (const language of ['vue', 'svelte'] as const) {
      assert.deepEqual(found(component, language), ['sse http://a']);
      const [site] = scanCode(component, language);
      assert.equal(component.slice(site?.from, site?.to), "new EventSource('http://a' as string)");
    }
  });

  it('that is half written or hostile never throws, in any language', () => {
    const piece = fc.constantFrom(
      ...[
        'new EventSource(',
        "'http://a",
        '`${',
        '}',
        '(',
        ')',
        '{',
        'setInterval(() => fetch(',
        '<script>',
        '\n@app.get("/x")\ndef f():\n  ',
      ],
      ...[
        '"text/event-stream"',
        'Content-Type:',
        ',',
        '=',
        'const a =',
        'a',
        '+',
        '\u0000',
        '\ud800',
        'createServer',
        'app.get("/",',
      ],
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom(...SCANNED_LANGUAGES),
        (pieces, language) => {
          const code = pieces.join('');
          for (const { from, to } of scanCode(code, language))
            assert.ok(0 <= from && from < to && to <= code.length);
          found(code, language);
        },
      ),
    );
  });

  it('is looked through up to a size, and offered up to a number', () => {
    assert.equal(
      scanCode("new EventSource('a')\n".repeat(MAX_CODE_SITES + 5), 'typescript').length,
      MAX_CODE_SITES,
    );
    assert.deepEqual(found(`new EventSource('http://a')${' '.repeat(MAX_SCANNED_CHARACTERS)}`), []);
    for (const nested of [
      'new WebSocket(',
      "{'content-type':'text/event-stream',a:",
      'setInterval(()=>{',
      '`${',
      'io(',
    ]) {
      scanCode(`EventSource${nested.repeat(2_000)}`, 'typescript');
    }
    scanCode(`const a = b + ${'a + '.repeat(5_000)}'x'; new WebSocket(a)`, 'javascript');
    scanCode('const a = b, b = a; new WebSocket(a)', 'javascript');
  });
});

describe('an address in a text', () => {
  it('ends where its sentence or bracket goes on', () => {
    const addresses = addressesIn(
      'See (http://a/b), "ws://c:1/d?e=f#g". And http://h/(i). ftp://x http://',
    ).map(({ address }) => address);
    assert.deepEqual(addresses, ['http://a/b', 'ws://c:1/d?e=f#g', 'http://h/(i)']);
  });

  it('is the one that a cursor is in', () => {
    const line = 'x http://a/b y ws://c';
    assert.deepEqual(
      [0, 2, 8, 12, 13, 16].map((place) => addressAt(line, place)),
      [null, 'http://a/b', 'http://a/b', 'http://a/b', null, 'ws://c'],
    );
    assert.equal(isAddress('http://a/b'), true);
    assert.equal(isAddress('see http://a/b'), false);
  });

  it('tells what somebody has to put in', () => {
    assert.deepEqual(holesIn('http://a/{id}/b/{user.name}'), ['{id}', '{user.name}']);
  });
});
