import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { waitFor } from '../../support/waitFor.ts';
import { borrowPanel } from '../../support/sharedWindow.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('the list of messages', () => {
  const MESSAGES = 5_000;

  let feed: SampleFeed;
  let window: WorkbenchPage;
  before(async () => {
    feed = await SampleFeed.start();
    ({ window } = await borrowPanel());
    await window.connect('websocket', `${feed.origin.replace('http', 'ws')}/websocket`);
    await window.waitForState('websocket', 'open');
    await publish(MESSAGES);
  });
  after(async () => {
    await feed.close();
  });

  const list = (): Locator => window.panel.locator('ri-message-list');
  const grid = (): Locator => window.panel.getByRole('grid', { name: 'Messages' });
  const latest = (): Locator => window.panel.getByRole('button', { name: 'Latest' });
  const timeEdge = (): Locator => window.panel.getByRole('separator', { name: 'Width of Time' });

  async function publish(count: number): Promise<void> {
    const before = (await window.counts('websocket')).messages;
    feed.publish(count);
    await waitFor(
      `${count} more messages`,
      async () => (await window.counts('websocket')).messages === before + count,
    );
  }

  async function lastNumber(): Promise<number> {
    const text = await list().locator('.row:not(.header) .c-number').last().innerText();
    return Number(text.replaceAll(',', ''));
  }

  function waitForSelected(number: number): Promise<void> {
    return list()
      .locator(`.row.is-selected[aria-rowindex="${number + 1}"]`)
      .waitFor();
  }

  it('the list follows its end while that is in view, and stays where it was scrolled to', async () => {
    await waitFor('the newest message', async () => (await lastNumber()) >= MESSAGES);
    await grid().focus();
    await grid().press('Home');
    await waitForSelected(1);
    await latest().waitFor();
    const rows = await window.messageRowCount();
    await publish(100);
    await waitFor('more rows', async () => (await window.messageRowCount()) >= rows + 100);
    await list().locator('.row[aria-rowindex="2"]').waitFor();
    await grid().press('End');
    await waitFor('the newest message', async () => (await lastNumber()) >= rows + 100);
    await latest().waitFor({ state: 'detached' });
    await publish(100);
    await waitFor('the newest message', async () => (await lastNumber()) >= rows + 200);
  });

  it('marks are gone to from wherever one is', async () => {
    await grid().focus();
    await grid().press('Home');
    await waitForSelected(1);
    await grid().press('ArrowDown');
    await waitForSelected(2);
    await grid().press('m');
    await grid().press('End');
    await grid().press('n');
    await waitForSelected(2);
    await list().locator('.is-marked[aria-rowindex="3"]').waitFor();
  });

  it('times are chosen from a menu', async () => {
    const time = list().locator('.row.is-selected .c-time');
    await window.panel.getByTitle('What times are counted from').click();
    await window.panel.getByRole('menuitemradio', { name: 'Time of day' }).click();
    await waitFor('the time of day', async () => /^\d\d:\d\d:\d\d\.\d{3}$/.test(await time.innerText()));
  });

  it('messages are highlighted by a filter of the same language', async () => {
    await window.panel.getByRole('button', { name: 'Highlight' }).click();
    await window.panel.getByRole('textbox', { name: 'Highlight 1' }).fill('size>0');
    await list().locator('.row.is-highlighted').first().waitFor();
    await window.panel.getByRole('textbox', { name: 'Highlight 1' }).fill('kind:ping');
    await list().locator('.row.is-highlighted').first().waitFor({ state: 'detached' });
    await window.panel.getByRole('textbox', { name: 'Highlight 1' }).fill('kind:message');
    await list().locator('.row.is-highlighted').first().waitFor();
    await window.panel.getByRole('textbox', { name: 'Highlight 1' }).press('Escape');
    await window.panel.getByRole('dialog', { name: 'Highlights' }).waitFor({ state: 'detached' });
  });

  it('columns, marks and highlights are found again after a reload of the window', async () => {
    await grid().press('Escape');
    await timeEdge().focus();
    await timeEdge().press('ArrowRight');
    const width = (await timeEdge().getAttribute('aria-valuenow')) ?? '';
    await window.panel.getByRole('button', { name: 'Columns' }).click();
    await window.panel.getByRole('menuitemcheckbox', { name: 'Size' }).click();
    await list().locator('.heading.c-size').waitFor({ state: 'detached' });
    await window.page.keyboard.press('Escape');
    assert.deepEqual(await window.notifications(), []);

    await window.waitUntilKept('"isShown":{"size":false}');
    await window.reload();
    await window.waitForPanel();
    await list().locator('.row.is-highlighted').first().waitFor();
    assert.equal(await timeEdge().getAttribute('aria-valuenow'), width);
    assert.equal(await list().locator('.heading.c-size').count(), 0);
    await window.panel.getByRole('button', { name: '1 mark' }).waitFor();
    await grid().press('n');
    await waitForSelected(2);
  });
});
