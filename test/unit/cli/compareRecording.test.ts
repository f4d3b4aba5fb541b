import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startDemoServer } from '../../../src/demo/demoServer.ts';
import { compareRecording } from '../../../src/engine/compareRecording.ts';
import { COMPARISON_GROUPS, textOf } from '../../../src/model/comparisonRows.ts';
import type { Advice } from '../../../src/model/advice.ts';
import type { Comparison } from '../../../src/protocol/comparison.ts';
import { METHODS } from '../../../src/protocol/method.ts';
import { type CliResult, runCli } from '../../support/cliRun.ts';

interface ComparedDocument {
  readonly captures: readonly { readonly method: string; readonly messages: { readonly received: number } }[];
  readonly messages: {
    readonly distinct: number;
    readonly missing: Readonly<Record<string, number>>;
    readonly matchedBy: string;
  };
  readonly comparison: Pick<Comparison, 'columns' | 'assumptions'> & {
    readonly format: string;
    readonly advice: Advice;
  };
}

function assertNoWinnerAndNoBrokenNumber({ stdout }: CliResult): void {
  assert.doesNotMatch(stdout, /NaN|Infinity|∞|undefined/);
  assert.doesNotMatch(stdout, /fits this feed|Recommended: (?!none)|"recommended": "/);
}

describe('compare, of a recording', () => {
  let folder = '';
  let recording = '';
  let live: CliResult;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
    recording = join(folder, 'two.rtrec');
    const demo = await startDemoServer({ rate: 20 });
    live = await runCli(
      ...['compare', '--feed', `sse=${demo.origin}/sse`],
      ...['--feed', `short-polling=${demo.origin}/short-polling`, '--interval', '100ms'],
      ...['--time', '$.time', '--duration', '3s', '--record', recording, '--output', 'json'],
    );
    assert.equal(live.code, 0, live.stderr);
    await demo.close();
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('has the captures as they were compared live, and the other methods estimated', async () => {
    const { code, stdout, stderr } = await runCli('compare', recording, '--output', 'json');
    assert.deepEqual([code, stderr], [0, '']);
    const recorded = JSON.parse(stdout) as ComparedDocument;
    const compared = JSON.parse(live.stdout) as ComparedDocument;
    assert.deepEqual(recorded.messages, compared.messages);
    assert.deepEqual(recorded.comparison.columns, compared.comparison.columns);
    assert.equal(recorded.comparison.format, 'realtime-inspector/comparison');
    assert.deepEqual(
      recorded.comparison.columns.map(({ method, kind }) => `${method} ${kind}`),
      ['short-polling measured', 'long-polling estimated', 'websocket estimated', 'sse measured'],
    );
    const received = new Map(recorded.captures.map(({ method, messages }) => [method, messages.received]));
    for (const { method, messages } of compared.captures)
      assert.equal(received.get(method), messages.received);
  });

  it('prints every figure that the Compare tab has, for people and as reports', async () => {
    const { comparison } = compareRecording(recording, {});
    const texts = comparison.columns.flatMap((column) =>
      COMPARISON_GROUPS.flatMap(({ rows }) => rows.map((row) => textOf(row, column))),
    );
    for (const output of ['text', 'markdown', 'html']) {
      const { code, stdout } = await runCli('compare', recording, '--output', output);
      assert.equal(code, 0);
      const shown = stdout.replaceAll('&lt;', '<');
      for (const text of texts) assert.ok(shown.includes(text), `${text} in ${output}`);
      assert.doesNotMatch(shown, /NaN|Infinity|undefined/);
    }
  });

  it('takes what an estimate assumes', async () => {
    const given = ['--interval', '50ms', '--timeout', '30s', '--rtt', '20ms', '--clients', '1000000'];
    const { stdout } = await runCli('compare', recording, ...given, '--output', 'json');
    const { assumptions } = (JSON.parse(stdout) as ComparedDocument).comparison;
    const expected = { intervalMs: 50, timeoutMs: 30_000, roundTripMs: 20, clients: 1_000_000 };
    assert.deepEqual({ ...assumptions, ...expected }, assumptions);
  });

  it('is a report of captures that were not recorded as well', async () => {
    const demo = await startDemoServer({ rate: 20 });
    const feeds = ['--feed', `sse=${demo.origin}/sse`, '--feed', `long-polling=${demo.origin}/long-polling`];
    const markdown = await runCli('compare', ...feeds, '--max-messages', '3', '--output', 'markdown');
    await demo.close();
    assert.deepEqual([markdown.code, markdown.stderr], [0, '']);
    assert.match(
      markdown.stdout,
      /^# .*\n[^]*\| {2}\| Short polling, estimated \| Long polling, measured \|/,
    );
    // It is far too short for a verdict.
    assert.match(markdown.stdout, /is too short to tell, capture for at least 5\.00 s/);
    assertNoWinnerAndNoBrokenNumber(markdown);
  });

  it('is an estimate that is a report', async () => {
    for (const output of ['markdown', 'html', 'json']) {
      const { code, stdout } = await runCli('estimate', recording, '--output', output);
      assert.equal(code, 0);
      assert.match(stdout, output === 'json' ? /"format": "realtime-inspector\/comparison"/ : /SSE/);
      for (const method of METHODS) if (output === 'json') assert.ok(stdout.includes(`"${method}"`));
      assert.doesNotMatch(stdout, /NaN|Infinity|undefined/);
    }
  });

  it('says of a feed without any message that nothing can be told, whatever the output', async () => {
    const silent = join(folder, 'silent.rtrec');
    const demo = await startDemoServer({ rate: 0 });
    const { code } = await runCli(
      ...['watch', `${demo.origin}/sse`, '--method', 'sse', '--duration', '1s'],
      ...['--record', silent, '--output', 'json'],
    );
    assert.equal(code, 0);
    await demo.close();
    const shown = ['compare text', 'compare html', 'estimate json', 'estimate markdown'];
    for (const [command = '', output = ''] of shown.map((words) => words.split(' '))) {
      const result = await runCli(command, silent, '--output', output, '--clients', '1000000');
      assert.deepEqual([result.code, result.stderr], [0, ''], `${command} ${output}`);
      assert.match(result.stdout, /It cannot be told which method is right here: no message has come/);
      assertNoWinnerAndNoBrokenNumber(result);
    }
  });

  it('fails where there is no recording', async () => {
    const { code, stderr } = await runCli('compare', join(folder, 'absent.rtrec'));
    assert.equal(code, 1);
    assert.match(stderr, /^recording-unreadable: /);
  });
});
