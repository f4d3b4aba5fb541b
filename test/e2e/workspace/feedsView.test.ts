import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startRawServer, type TestServer } from '../../support/httpServers.ts';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { recordFeed } from '../../support/sampleRecording.ts';
import { borrowWindow } from '../../support/sharedWindow.ts';
import { SideBar } from '../../support/sideBar.ts';
import { waitFor } from '../../support/waitFor.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('the view in the activity bar', () => {
  let feed: SampleFeed;
  let other: SampleFeed;
  /** Takes connections, and says nothing until it cuts them. */
  let silent: TestServer;
  let cut: (() => void) | null = null;
  let window: WorkbenchPage;
  let bar: SideBar;
  let folder = '';
  let feedsFile = '';
  before(async () => {
    [feed, other] = await Promise.all([SampleFeed.start(), SampleFeed.start()]);
    silent = await startRawServer((socket) => {
      cut = (): void => {
        socket.resetAndDestroy();
      };
    });
    ({ window, folder } = await borrowWindow());
    bar = new SideBar(window);
    feedsFile = join(folder, '.vscode', 'realtime-inspector.json');
    await writeFile(
      feedsFile,
      `{
  "environments": {
    // Where it is developed.
    "local": { "host": "${new URL(feed.origin).host}" },
    "staging": { "host": "${new URL(other.origin).host}" },
  },
  "feeds": [
    // The page's own.
    { "name": "stream", "method": "sse", "url": "http://\${host}/sse" },
    { "name": "socket", "method": "websocket", "url": "ws://\${host}/websocket" },
    { "name": "silent", "method": "sse", "url": "${silent.url}/silent" },
    // Not used any more.
    { "name": "old", "method": "sse", "url": "http://\${host}/old" },
  ],
}
`,
    );
    await recordFeed(join(folder, 'monday.rtrec'), feed);
    await bar.open();
  });
  after(async () => {
    await Promise.all([feed.close(), other.close(), silent[Symbol.asyncDispose]()]);
  });

  it('a saved feed that is dropped onto another is captured with it in one panel', async () => {
    await bar.drop(bar.line('socket').first(), bar.line('stream').first());
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    await window.waitForState('websocket', 'open');
    assert.equal(await window.panelTabs.count(), 1);
  });

  it('the status bar names what is captured, with its messages', async () => {
    feed.publish(3);
    await waitFor('messages', async () => (await window.counts('sse')).messages === 3);
    await window.pulse.hover();
    const tooltip = window.page.locator('.monaco-hover:visible');
    await tooltip.getByText(/^stream:\s3\smessages,\s[\d.]+\/s$/).waitFor();
    await tooltip.getByText(/^socket:\s3\smessages,\s[\d.]+\/s$/).waitFor();
    await window.titleAction('Disconnect All').click();
    await window.waitForState('sse', 'closed');
    await window.waitForState('websocket', 'closed');
  });

  it('another environment changes where a saved feed connects', async () => {
    await window.runCommand('Realtime Inspector: Choose Environment of Feeds…');
    const entries = window.page.locator('.quick-input-list .monaco-list-row');
    await entries.filter({ hasText: 'local' }).getByText('in use').waitFor();
    await entries.filter({ hasText: 'staging' }).click();
    await bar.header('Feeds').getByText('staging').waitFor();
    await bar.act('stream', 'Connect');
    await waitFor('a second panel', async () => (await window.panelTabs.count()) === 2);
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    assert.equal((await feed.stats())['/sse'].open, 0);
    assert.equal((await other.stats())['/sse'].open, 1);
  });

  it('a saved feed is deleted when the question is answered, and comments stay', async () => {
    const before = await readFile(feedsFile, 'utf8');
    await bar.act('old', 'Delete');
    await window.dialog.getByText('Delete the feed “old”?').waitFor();
    await window.dialogButton('Cancel').click();
    assert.equal(await readFile(feedsFile, 'utf8'), before);

    await bar.act('old', 'Delete');
    await window.dialogButton('Delete').click();
    await bar.line('old').waitFor({ state: 'detached' });
    const after = await readFile(feedsFile, 'utf8');
    assert.ok(!after.includes('"old"'));
    for (const kept of ['// Where it is developed.', "// The page's own.", '"silent"']) {
      assert.ok(after.includes(kept), kept);
    }
  });

  it('a badge counts a capture that failed unseen, until somebody looks', async () => {
    await window.runCommand('View: Close All Editors');
    await bar.act('silent', 'Connect');
    await waitFor('its connection', () => cut);
    await window.waitForPanel();
    await window.runCommand('Realtime Inspector: Open');
    await waitFor('a panel before it', async () => (await window.panelTabs.count()) === 2);
    await window.waitForPanel();
    assert.equal(await bar.badge(), null);
    cut?.();
    await waitFor('the badge', async () => (await bar.badge()) === '1');
    const failed = bar.line('SSE · failed');
    await failed.click();
    await waitFor('no badge', async () => (await bar.badge()) === null);
    assert.equal(await failed.count(), 1);
    await window.waitForState('sse', 'failed');
  });

  it('recordings of the workspace are listed, opened, renamed and deleted', async () => {
    await bar.header('Recordings').click();
    await bar.line('monday.rtrec').click();
    await window.recordingTab('monday.rtrec').waitFor();
    await window.waitForPanel();
    await waitFor('its messages', async () => (await window.counts('sse')).messages === 3);

    await bar.act('monday.rtrec', 'Rename…');
    await waitFor('its name', async () => (await window.quickInput.inputValue()) === 'monday');
    await window.answer('mon/day');
    await window.page.getByText('A name has no /').first().waitFor();
    await window.answer('tuesday');
    await bar.line('tuesday.rtrec').waitFor();
    await window.recordingTab('tuesday.rtrec').waitFor();
    assert.ok(!existsSync(join(folder, 'monday.rtrec')));

    await bar.act('tuesday.rtrec', 'Delete');
    await window.dialog.getByText('Delete “tuesday.rtrec”?').waitFor();
    await window.dialogButton('Delete').click();
    await bar.line('tuesday.rtrec').waitFor({ state: 'detached' });
    assert.ok(!existsSync(join(folder, 'tuesday.rtrec')));
    await bar.header('Recordings').click();
    assert.deepEqual(await window.notifications(), []);
  });
});
