import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remoteHint } from '../../../src/model/remoteHint.ts';

test('an address of this machine says which one that is where the workspace is elsewhere', () => {
  assert.equal(
    remoteHint('http://localhost:8080/', 'wsl'),
    'localhost is the machine of this workspace: WSL',
  );
  for (const host of ['127.0.0.1', '[::1]', 'api.localhost', 'LOCALHOST']) {
    assert.match(remoteHint(`ws://${host}:1/x`, 'ssh-remote') ?? '', /: the SSH host$/, host);
  }
  assert.match(remoteHint('http://localhost', '127.0.0.1:8000') ?? '', /, not the one you sit at$/);
});

test('on the same machine, of another host and of what is no address there is nothing to say', () => {
  assert.equal(remoteHint('http://localhost:8080/', null), null);
  for (const url of [
    'http://example.com',
    'http://mylocalhost',
    'http://localhost.example.com',
    'localhost',
    '',
  ]) {
    assert.equal(remoteHint(url, 'wsl'), null, url);
  }
});
