import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runCli } from '../../support/cliRun.ts';
import { writePath } from '../../support/fileDialog.ts';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { waitFor } from '../../support/waitFor.ts';
import { borrowPanel } from '../../support/sharedWindow.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('other formats', () => {
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

  interface HarEntry {
    readonly request: { readonly url: string };
    readonly response: { readonly status: number; readonly content: { readonly text?: string } };
  }

  /** Of several answers to the same address, a reader gives the first. */
  function firstBodyOf(entries: readonly HarEntry[], url: string): string {
    return entries.find(({ request }) => request.url === url)?.response.content.text ?? '';
  }

  /** Chooses an entry of the list that VS Code shows. */
  async function pick(label: string): Promise<void> {
    await window.page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: window.page.locator('.label-name', { hasText: new RegExp(`^${label}$`) }) })
      .click();
  }

  /** Waits for the dialog for files to be ready: before it is, it writes into its field what it proposes. */
  async function waitForDialog(proposed: RegExp): Promise<void> {
    const input = window.page.locator('.quick-input-widget input').first();
    await waitFor('the dialog for files', async () =>
      proposed.test(await input.inputValue({ timeout: 500 }).catch(() => '')),
    );
  }

  it('a panel goes out as HAR while it captures, and without its secrets', async () => {
    await window.connect('sse', `${feed.origin}/sse?token=secret-5c1e`);
    await window.waitForState('sse', 'open');
    feed.publish(3);
    await waitFor('3 messages', async () => (await window.counts('sse')).messages === 3);
    await window.runCommand('Realtime Inspector: Export Recording As…');
    await pick('HAR');
    await pick('Without Secrets');
    await waitForDialog(/\/sse-.*\.har$/);
    const path = join(folder, 'out.har');
    await writePath(window.page, path, () => existsSync(path));
    const text = readFileSync(path, 'utf8');
    assert.equal(text.match(/"eventName":"message"/g)?.length, 3);
    assert.doesNotMatch(text, /secret-5c1e/);
    assert.equal((await window.counts('sse')).state, 'open');
  });

  it('what went out comes in, in a panel of its own, with the same counts', async () => {
    const before = await window.counts('sse');
    await window.runCommand('Realtime Inspector: Import HAR or NDJSON…');
    await waitForDialog(/^\//);
    const isOpen = async (): Promise<boolean> => (await window.panelTabs.count()) === 2;
    await writePath(window.page, join(folder, 'out.har'), isOpen);
    await window.waitForPanel();
    await waitFor('its messages', async () => (await window.counts('sse')).messages === before.messages);
    assert.equal((await window.counts('sse')).state, 'closed');
    await window.runCommand('View: Close Editor');
    await window.waitForState('sse', 'open');
  });

  it('another reader of HAR finds as many requests in what went out, and answers them with what was captured', async () => {
    const [recording, har] = [join(folder, 'polls.rtrec'), join(folder, 'polls.har')];
    const polling = runCli(
      ...['watch', `${feed.origin}/short-polling`, '--method', 'short-polling', '--interval', '50ms'],
      ...['--max-messages', '4', '--record', recording, '--output', 'json'],
    );
    const publishing = setInterval(() => {
      feed.publish(1);
    }, 100);
    const watched = JSON.parse((await polling).stdout) as { requests: number };
    clearInterval(publishing);
    assert.equal((await runCli('export', recording, '--format', 'har', '--out', har)).code, 0);
    const { entries } = (JSON.parse(readFileSync(har, 'utf8')) as { log: { entries: readonly HarEntry[] } })
      .log;
    assert.equal(entries.length, watched.requests);
    // Playwright answers a page's requests from a HAR, and fails those that are not in it.
    const context = await window.page.context().browser()?.newContext();
    assert.ok(context !== undefined);
    await context.routeFromHAR(har, { notFound: 'abort' });
    const page = await context.newPage();
    for (const { request } of entries.filter((entry) => entry.response.status === 200).slice(0, 3)) {
      const answer = await page.goto(request.url);
      assert.equal(answer?.status(), 200);
      assert.equal(await answer.text(), firstBodyOf(entries, request.url));
    }
    await assert.rejects(page.goto(`${feed.origin}/not-captured`));
    await context.close();
  });

  it('a file that is wrong says where, and opens nothing', async () => {
    const path = join(folder, 'wrong.har');
    writeFileSync(path, '{"log":{"version":"1.2","entries":[7]}}');
    await window.runCommand('Realtime Inspector: Import HAR or NDJSON…');
    await waitForDialog(/^\//);
    const isTold = async (): Promise<boolean> =>
      (await window.notifications()).some((text) => text.includes('log.entries[0] is not an object'));
    await writePath(window.page, path, isTold);
    assert.equal(await window.panelTabs.count(), 1);
  });
});
