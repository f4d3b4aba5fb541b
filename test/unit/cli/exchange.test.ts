import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { type DemoServer, startDemoServer } from '../../../src/demo/demoServer.ts';
import { CliRun, runCli } from '../../support/cliRun.ts';
import { readRecording, recordDemo, TestFolder } from '../../support/sampleRecording.ts';

const folder = new TestFolder();
const recording = folder.newPath('rtrec');
let demo: DemoServer;
before(async () => {
  demo = await startDemoServer({ rate: 100 });
  await recordDemo(recording, demo);
});
after(async () => {
  await demo.close();
  folder[Symbol.dispose]();
});

describe('export', () => {
  it('writes to standard output', async () => {
    const { code, stdout, stderr } = await runCli(
      'export',
      recording,
      '--format',
      'ndjson',
      '--capture',
      '2',
    );
    assert.equal(stderr, '');
    assert.equal(code, 0);
    const frames = readRecording(recording).rows.filter(({ captureId }) => captureId === 2);
    assert.equal(stdout.trimEnd().split('\n').length, frames.length);
  });

  it('writes a file, and never over one that is there unless it is told to', async () => {
    const out = folder.newPath('har');
    assert.equal((await runCli('export', recording, '--format', 'har', '--out', out)).code, 0);
    const again = await runCli('export', recording, '--format', 'csv', '--out', out);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /^invalid-option: .* is there already; .*--force.*\n$/);
    assert.ok(readFileSync(out, 'utf8').startsWith('{"log":'));
    assert.equal((await runCli('export', recording, '--format', 'csv', '--out', out, '--force')).code, 0);
    assert.ok(readFileSync(out, 'utf8').startsWith('capture,'));
  });

  it('ends in silence when nobody reads on', async () => {
    await using run = new CliRun(['export', recording, '--format', 'har']);
    run.stopReading();
    const { code, stderr } = await run.result();
    assert.equal(stderr, '');
    assert.equal(code, 0);
  });

  for (const [what, words, message] of [
    ['no recording', ['--format', 'har'], /export takes one recording/],
    ['no format', ['x.rtrec'], /export needs a format/],
    ['an unknown format', ['x.rtrec', '--format', 'xml'], /--format xml is not known/],
    [
      'a range that ends before it begins',
      ['x', '--format', 'har', '--from', '5s', '--to', '1s'],
      /--to is before/,
    ],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      const { code, stderr } = await runCli('export', ...words);
      assert.equal(code, 2);
      assert.match(stderr, message);
    });
  }

  it('says what is wrong with a recording', async () => {
    const { code, stderr } = await runCli('export', folder.newPath('rtrec'), '--format', 'har');
    assert.equal(code, 1);
    assert.match(stderr, /^recording-unreadable: there is no file/);
  });
});

describe('import', () => {
  it('makes a recording of what export has written', async () => {
    const file = folder.newPath('har');
    await runCli('export', recording, '--format', 'har', '--out', file);
    const out = folder.newPath('rtrec');
    const { code, stderr } = await runCli('import', file, '--out', out);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    assert.equal(readRecording(out).rows.length, readRecording(recording).rows.length);
    assert.equal((await runCli('import', file, '--out', out)).code, 1);
    assert.equal((await runCli('import', file, '--out', out, '--force')).code, 0);
    assert.equal((await runCli('estimate', out)).code, 0);
  });

  it('makes a recording of what watch has printed', async () => {
    const { stdout } = await runCli(
      'watch',
      `${demo.origin}/sse`,
      '--max-messages',
      '5',
      '--output',
      'ndjson',
    );
    const file = folder.newPath('ndjson');
    writeFileSync(file, stdout);
    const out = folder.newPath('rtrec');
    assert.equal((await runCli('import', file, '--out', out)).code, 0);
    assert.equal(readRecording(out).captures[0]?.counters.messages.received, 5);
  });

  it('names the place in a file that is wrong, and leaves nothing behind', async () => {
    const file = folder.newPath('har');
    writeFileSync(file, '{"log":{"version":"1.2","entries":[7]}}');
    const before = readdirSync(folder.path).length;
    const { code, stderr } = await runCli('import', file, '--out', folder.newPath('rtrec'));
    assert.equal(code, 1);
    assert.match(stderr, /^import-failed: log\.entries\[0\] is not an object; .*\n$/);
    assert.equal(readdirSync(folder.path).length, before);
  });

  it('is refused without a recording to make', async () => {
    const { code, stderr } = await runCli('import', 'x.har');
    assert.equal(code, 2);
    assert.match(stderr, /import needs the recording to make/);
  });
});

describe('export as a recording', () => {
  it('writes a part of one, and several as one, which compare as one', async () => {
    const part = folder.newPath('rtrec');
    const cut = await runCli('export', recording, '--format', 'rtrec', '--capture', '2', '--out', part);
    assert.equal(cut.code, 0, cut.stderr);
    const both = folder.newPath('rtrec');
    const gathered = await runCli('export', part, recording, '--format', 'rtrec', '--out', both);
    assert.equal(gathered.code, 0, gathered.stderr);
    assert.deepEqual(
      readRecording(both).captures.map(({ feed }) => feed.method),
      ['sse', 'websocket', 'sse', 'long-polling', 'short-polling'],
    );
    const compared = await runCli('compare', both, '--output', 'json');
    assert.equal(compared.code, 0, compared.stderr);
  });

  it('has no secrets unless they are asked for', async () => {
    const secret = folder.newPath('rtrec');
    await recordDemo(secret, demo, { headers: [['Authorization', 'Bearer s3cr3t-of-ada']] });
    for (const [words, isKept] of [
      [[], false],
      [['--keep-secrets'], true],
    ] as const) {
      const out = folder.newPath('rtrec');
      await runCli('export', secret, '--format', 'rtrec', '--out', out, ...words);
      assert.equal(readFileSync(out, 'latin1').includes('s3cr3t-of-ada'), isKept);
    }
  });

  it('needs a file to write to', async () => {
    const { code, stderr } = await runCli('export', recording, '--format', 'rtrec');
    assert.equal(code, 2);
    assert.match(stderr, /a recording is no text/);
  });
});
