import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { waitFor } from '../../support/waitFor.ts';
import { borrowWindow } from '../../support/sharedWindow.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('filters', () => {
  let feed: SampleFeed;
  let window: WorkbenchPage;
  before(async () => {
    feed = await SampleFeed.start();
    ({ window } = await borrowWindow());
    await openPanel();
  });
  after(async () => {
    await feed.close();
  });

  const field = (): Locator => window.panel.getByRole('combobox', { name: 'Filter' });
  const shown = (): Promise<string> => window.panel.locator('ri-filter-bar .shown').innerText();

  async function openPanel(): Promise<void> {
    await window.pulse.click();
    await window.waitForPanel();
  }

  async function capture(messages: number): Promise<void> {
    await window.connect('sse', `${feed.origin}/sse`);
    await window.waitForState('sse', 'open');
    feed.publish(messages);
    await waitFor(`${messages} messages`, async () => (await window.counts('sse')).messages === messages);
  }

  it('a filter is completed from the feed, and finds what it says', async () => {
    await capture(40);
    await waitFor('all frames in the list', async () => (await window.messageRowCount()) >= 40);
    await field().pressSequentially('size');
    await window.panel.getByRole('option', { name: 'size>' }).waitFor();
    await field().fill('');
    await field().press('Control+Space');
    const path = window.panel.getByRole('option', { name: /^\$\.\w/ }).first();
    await path.click();
    assert.match(await field().inputValue(), /^\$\./);
    await window.panel.getByRole('option', { name: '== is', exact: true }).click();
    await window.panel.getByRole('option').first().click();
    assert.match(await field().inputValue(), /^\$\.\S+ == \S/);
    await waitFor('some of all to be shown', async () => /^[1-9]\d* of \d+ shown$/.test(await shown()));
  });

  it('a filter that is wrong is told, and the list keeps the one before', async () => {
    await field().fill('kind:message');
    await waitFor('the messages', async () => (await shown()).startsWith('40 of '));
    await field().fill('kind:message kind:banana');
    await window.panel.getByText('Kinds are message').waitFor();
    assert.match(await shown(), /^40 of /);
    await field().fill('kind:message -kind:ping');
    await window.panel.getByText('Kinds are message').waitFor({ state: 'detached' });
  });

  it('a saved filter is there in another panel of the workspace', async () => {
    const saved = (): Locator => window.panel.getByRole('button', { name: 'Saved filters' });
    await saved().click();
    await window.panel.getByRole('textbox', { name: 'Name of the filter' }).fill('Messages');
    await window.panel.getByRole('button', { name: 'Save the filter' }).click();
    await window.panel.getByRole('button', { name: 'Rename Messages' }).waitFor();
    await window.runCommand('View: Close All Editors');
    await waitFor('the panel to be closed', async () => (await window.panelTabs.count()) === 0);

    await openPanel();
    await capture(7);
    await saved().click();
    await window.panel.getByRole('button', { name: /^Messages kind:message/ }).click();
    assert.equal(await field().inputValue(), 'kind:message -kind:ping');
    await waitFor('the messages', async () => (await shown()).startsWith('7 of '));
    assert.deepEqual(await window.notifications(), []);
  });
});
