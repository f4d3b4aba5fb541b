import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { scaledCapacity } from '../../../src/model/capacity.ts';
import { COMPARISON_GROUPS, textOf } from '../../../src/model/comparisonRows.ts';
import { formatBitRate, formatCount, formatRate } from '../../../src/model/format.ts';
import type { Comparison, ComparisonColumn } from '../../../src/protocol/comparison.ts';
import { METHODS } from '../../../src/protocol/method.ts';
import { runCli } from '../../support/cliRun.ts';
import { writePath } from '../../support/fileDialog.ts';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { waitFor } from '../../support/waitFor.ts';
import { borrowPanel } from '../../support/sharedWindow.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('the comparison', () => {
  let feed: SampleFeed;
  let window: WorkbenchPage;
  let folder = '';
  before(async () => {
    feed = await SampleFeed.start();
    ({ window, folder } = await borrowPanel());
  });
  after(async () => {
    await feed.close();
  });

  /** What the command line says of what is captured: the recording is saved, and compared. */
  async function printedComparison(name: string): Promise<Comparison & { advice: { headline: string } }> {
    const path = join(folder, name);
    await window.titleAction('Save Recording As…').click();
    const input = window.page.locator('.quick-input-widget input').first();
    await waitFor('the name that is proposed', async () => (await input.inputValue()).endsWith('.rtrec'));
    await writePath(window.page, path, () => existsSync(path));
    const { code, stdout, stderr } = await runCli('compare', path, '--output', 'json');
    assert.equal(code, 0, stderr);
    const printed = JSON.parse(stdout) as { comparison: Comparison & { advice: { headline: string } } };
    return printed.comparison;
  }

  /** A figure as the tab has it: marked where it is estimated. */
  function shown(text: string, column: ComparisonColumn, isFigure: boolean): string {
    return column.kind === 'estimated' && isFigure ? `≈${text}` : text;
  }

  function compact(text: string | null): string {
    return (text ?? '').replaceAll(/\s+/g, '');
  }

  /** Every figure of the table, row by row, and of capacity. */
  function expectedFigures({ columns }: Comparison, clients: number): string[][] {
    const rows = COMPARISON_GROUPS.flatMap(({ rows: of }) => of).map((row) => [
      row.label,
      ...columns.map((column) => {
        const isFigure = column.kind !== 'unknown' && row.amount(column) !== null;
        return shown(textOf(row, column), column, isFigure);
      }),
    ]);
    const capacities = columns.map((column) => {
      if (column.kind === 'unknown' || column.capacity === null) return [];
      const scaled = scaledCapacity(column.capacity, clients);
      return [
        formatRate(scaled.requestsPerSecond),
        formatCount(scaled.openConnections),
        formatBitRate(scaled.receivedBitsPerSecond),
        formatBitRate(scaled.sentBitsPerSecond),
      ].map((text) => shown(text, column, true));
    });
    return [...rows, ...capacities].map((cells) => cells.map(compact));
  }

  async function shownFigures(): Promise<string[][]> {
    const figures = await window.panel
      .locator('ri-compare-table tbody tr:not(.grounds):has(td)')
      .evaluateAll((rows) => rows.map((row) => Array.from(row.children, (cell) => cell.textContent)));
    const capacity = await window.panel
      .locator('ri-capacity-table tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) => Array.from(row.querySelectorAll('.figure'), (cell) => cell.textContent)),
      );
    return [...figures, ...capacity].map((cells) => cells.map(compact));
  }

  /** Waits for the tab to say what the command line prints; where it does not, the difference is shown. */
  async function assertShown(printed: Comparison & { advice: { headline: string } }): Promise<void> {
    const expected = expectedFigures(printed, 1_000);
    await waitFor('the figures to be those of the command line', async () => {
      return JSON.stringify(await shownFigures()) === JSON.stringify(expected);
    }).catch(() => undefined);
    assert.deepEqual(await shownFigures(), expected);
    const headline = await window.panel.locator('ri-compare-summary .headline > span:last-child').innerText();
    assert.equal(compact(headline).replace(/^\W/, ''), compact(printed.advice.headline));
  }

  it('of one method, the tab estimates the others as the command line does', async () => {
    await window.connect('sse', `${feed.origin}/sse`);
    await window.waitForState('sse', 'open');
    for (const total of [3, 4, 10]) {
      feed.publish(total - (await window.counts('sse')).messages);
      await waitFor(`${total} messages`, async () => (await window.counts('sse')).messages === total);
    }
    await window.titleAction('Disconnect All').click();
    await window.waitForState('sse', 'closed');
    await window.panel.getByRole('tab', { name: /Compare/ }).click();
    const printed = await printedComparison('one.rtrec');
    assert.deepEqual(
      printed.columns.map(({ kind }) => kind),
      ['estimated', 'estimated', 'estimated', 'measured'],
    );
    await assertShown(printed);
  });

  it('the estimates are checked by a replay', async () => {
    await window.panel.getByRole('button', { name: 'Check by replay' }).last().click();
    const rows = window.panel.locator('ri-replay-check tbody tr');
    await rows.first().waitFor({ timeout: 30_000 });
    const requests = await rows.first().locator('td').allInnerTexts();
    assert.equal(requests.length, METHODS.length);
    for (const text of requests) assert.match(text, /^\d+\s*[±+−]\d+\.\d %$/);
  });

  it('one form captures all four at once, and the tab says what the command line does', async () => {
    await window.runCommand('Realtime Inspector: Compare Methods on This Feed…');
    await window.panel.getByRole('textbox', { name: 'Address for WebSocket' }).waitFor();
    await window.panel.getByRole('button', { name: 'Capture all at once' }).click();
    for (const method of METHODS) await window.waitForState(method, 'open');
    const latest = (await feed.stats()).latestSeq;
    feed.publish(5);
    for (const method of METHODS) {
      await waitFor(`what is new by ${method}`, async () => (await window.counts(method)).messages >= 5);
    }
    assert.equal((await feed.stats()).latestSeq, latest + 5);
    await window.titleAction('Disconnect All').click();
    for (const method of METHODS) await window.waitForState(method, 'closed');
    const printed = await printedComparison('four.rtrec');
    assert.ok(printed.columns.every(({ kind }) => kind === 'measured'));
    await assertShown(printed);
  });

  it('a report goes into a file, and says what the tab does', async () => {
    const path = join(folder, 'report.md');
    await window.panel.getByRole('button', { name: 'Markdown' }).click();
    const input = window.page.locator('.quick-input-widget input').first();
    await waitFor('the name that is proposed', async () => (await input.inputValue()).endsWith('.md'));
    await writePath(window.page, path, () => existsSync(path));
    const report = await waitFor('the report', async () => (await readFile(path, 'utf8')) || undefined);
    const headline = await window.panel.locator('ri-compare-summary .headline > span:last-child').innerText();
    assert.ok(report.includes(headline.trim()), report);
    await window.page.getByRole('button', { name: 'Open', exact: true }).waitFor();
    await window.runCommand('Notifications: Clear All Notifications');
    await waitFor('the notification to go', async () => (await window.notifications()).length === 0);
  });

  it('one message is shown as it came by each method, and leads to the list', async () => {
    const rows = window.panel.locator('ri-message-pair tbody tr');
    await waitFor('an arrival by each method', async () => (await rows.count()) === METHODS.length);
    const delays = await rows.locator('.delay').allInnerTexts();
    assert.equal(delays[0], 'first');
    for (const delay of delays.slice(1)) assert.match(delay, /^(?:first|\+.* m?s)$/);
    await rows.nth(1).getByRole('button').click();
    await window.panel.locator('ri-message-detail').waitFor();
    assert.deepEqual(await window.notifications(), []);
  });
});
