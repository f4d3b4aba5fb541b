import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCodeConnection } from '../../../src/extension/codeConnection.ts';
import { scanCode } from '../../../src/model/codeScan/scanCode.ts';

const POLL = {
  construct: 'poll',
  method: 'short-polling',
  address: [
    { kind: 'hole', code: 'API', guess: null },
    { kind: 'text', text: '/state' },
  ],
  intervalMs: 2_000,
  port: null,
};

test('what the lens found in code is taken as it is, without its place', () => {
  const code =
    "io('http://localhost:3000', { path: '/live' }); setInterval(() => fetch(`${API}/state`), 2000);";
  const sites = scanCode(code, 'javascript');
  assert.equal(sites.length, 2);
  for (const site of sites) {
    assert.deepEqual({ ...parseCodeConnection(site), from: site.from, to: site.to }, site);
  }
  assert.deepEqual(parseCodeConnection({ ...POLL, from: 1, to: 2, more: 'x' }), POLL);
});

test('what is not of its form is refused by its name', () => {
  const wrong: readonly (readonly [value: unknown, message: RegExp])[] = [
    [undefined, /^construct is not one of socket/],
    ['ws://localhost', /^construct is not/],
    [{ ...POLL, construct: 'toString' }, /^construct is not/],
    [{ ...POLL, method: 'auto' }, /^method is not/],
    [{ ...POLL, address: 'ws://localhost' }, /^address is not a list of parts/],
    [{ ...POLL, address: [{ kind: 'other' }] }, /^address is not parts/],
    [{ ...POLL, address: [{ kind: 'text', text: 1 }] }, /^text is not text/],
    [{ ...POLL, address: [{ kind: 'hole', code: 'x' }] }, /^guess is not text/],
    [{ ...POLL, intervalMs: -1 }, /^intervalMs is not more than 0/],
    [{ ...POLL, intervalMs: undefined }, /^intervalMs is not a number/],
    [{ ...POLL, port: 70_000 }, /^port is not more than 0 and 65535 at most/],
    [{ ...POLL, socketIoPath: null }, /^socketIoPath is not text/],
  ];
  for (const [value, message] of wrong) {
    assert.throws(
      () => parseCodeConnection(value),
      { code: 'invalid-option', message },
      JSON.stringify(value),
    );
  }
});
