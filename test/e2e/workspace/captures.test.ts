import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { copySampleWorkspace } from '../../../scripts/lib/sampleWorkspace.ts';
import { METHODS } from '../../../src/protocol/method.ts';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { waitFor } from '../../support/waitFor.ts';
import { closeWindow, openWindow } from '../../support/sharedWindow.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('captures of the sample workspace', () => {
  let feed: SampleFeed;
  let window: WorkbenchPage;
  before(async () => {
    feed = await SampleFeed.start();
    const fill = (folder: string): Promise<void> => copySampleWorkspace(folder, feed.origin);
    ({ window } = await openWindow('sample', fill));
  });
  after(async () => {
    await closeWindow(window);
    await feed.close();
  });

  const MESSAGES = 60;

  it('the sample workspace opens the panel, connected by all four methods', async () => {
    await window.waitForPanel();
    for (const method of METHODS) await window.waitForState(method, 'open');
    assert.equal(await window.panelTabs.count(), 1);
    assert.deepEqual(await window.notifications(), []);
  });

  it('after disconnecting, the panel has counted what the server counted, by every method', async () => {
    for (const count of [1, 9, 50]) {
      const before = (await feed.stats()).latestSeq;
      feed.publish(count);
      for (const method of METHODS) {
        const wanted = before + count;
        await waitFor(
          `${wanted} messages by ${method}`,
          async () => (await window.counts(method)).messages === wanted,
        );
      }
    }
    await window.runCommand('Realtime Inspector: Disconnect All');
    for (const method of METHODS) await window.waitForState(method, 'closed');

    const stats = await feed.stats();
    for (const method of METHODS) {
      const { messagesSent, requests } = stats[`/${method}`];
      assert.equal(messagesSent, MESSAGES, `the server's messages by ${method}`);
      assert.deepEqual(
        await window.counts(method),
        { state: 'closed', messages: messagesSent, requests },
        `counts of ${method}`,
      );
    }
    assert.deepEqual(await window.notifications(), []);
  });

  it('a reload of the window brings the panel back, disconnected and with its rows', async () => {
    await window.connect('sse', `${feed.origin}/sse`);
    await window.waitForState('sse', 'open');
    feed.publish(5);
    await waitFor('5 more messages', async () => (await window.counts('sse')).messages === 5);
    const rowCount = await window.messageRowCount();
    assert.ok(rowCount >= METHODS.length * MESSAGES + 5, `${rowCount} rows`);
    const before = await feed.stats();

    await window.reload();
    await window.waitForPanel();
    // The list may have been behind the counters: then there are more.
    await waitFor('the rows to be back', async () => (await window.messageRowCount()) >= rowCount);
    await window.panel.getByText('What you see is from before the window was reloaded.').waitFor();
    for (const method of METHODS) assert.equal((await window.counts(method)).state, 'closed', method);
    assert.equal((await window.counts('sse')).messages, 5);
    assert.equal(await window.panelTabs.count(), 1);
    // What a capture that went on, or connected anew, would be given.
    feed.publish(5);
    const after = await feed.stats();
    for (const method of METHODS) {
      assert.deepEqual(after[`/${method}`], { ...before[`/${method}`], open: 0 }, method);
    }
  });
});
