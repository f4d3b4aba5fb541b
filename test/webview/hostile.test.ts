import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { SHORT_POLLING, WEBSOCKET } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

const MARKUP = '<img src=x onerror="window.isOwned=true"><script>window.isOwned=true</script>';
const IMAGE = '<img src=x onerror="window.isOwned=true">';

/** The page is as safe as ever: nothing ran, nothing was refused by its policy, nothing failed. */
async function assertUnharmed(panel: PanelPage): Promise<void> {
  assert.equal(await panel.page.evaluate(() => 'isOwned' in window), false);
  assert.deepEqual(await panel.violations(), []);
  assert.deepEqual(panel.errors, []);
}

async function openText(payload: string): Promise<PanelPage> {
  const panel = await browser.open({ captures: [WEBSOCKET], rowCount: 3, payloads: { 1: payload } });
  await panel.rows('ri-message-list').nth(1).click();
  await panel.tab(/^Text$/).click();
  await panel.page.locator('ri-text-view pre').waitFor();
  return panel;
}

test('markup in a payload is text', async () => {
  const panel = await openText(MARKUP);
  await panel.waitForText(panel.rows('ri-message-list').nth(1), /<img src=x/);
  await panel.waitForText(panel.page.locator('ri-text-view pre'), /^<img src=x onerror=.*<\/script>$/);
  assert.equal(await panel.page.locator('ri-message-list img, ri-text-view img').count(), 0);
  await assertUnharmed(panel);
});

test('markup in the names and values of JSON is text', async () => {
  const panel = await browser.open({
    captures: [WEBSOCKET],
    rowCount: 3,
    payloads: { 1: JSON.stringify({ [IMAGE]: IMAGE, __proto__x: { toString: 1 } }) },
  });
  await panel.rows('ri-message-list').nth(1).click();
  await panel.waitForText(panel.page.getByRole('tree'), /<img src=x .*<img src=x /);
  assert.equal(await panel.page.locator('ri-json-view img').count(), 0);
  await assertUnharmed(panel);
});

test('markup in an address, a failure and its body is text', async () => {
  const failure = { code: 'http-status', message: MARKUP, action: IMAGE } as const;
  const panel = await browser.open({
    captures: [{ ...SHORT_POLLING, url: `http://localhost/${IMAGE}`, state: 'failed', failure }],
    rowCount: 0,
  });
  await panel.waitForText(panel.page.locator('ri-banners .banner'), /<img src=x/);
  await panel.tab(/Requests/).click();
  await panel.rows('ri-request-list').first().click();
  await panel.page
    .locator('ri-request-detail')
    .getByText('<script>alert(1)</script>', { exact: false })
    .waitFor();
  await assertUnharmed(panel);
});

test('control characters and bidirectional overrides are seen', async () => {
  const panel = await openText('a\u0000b\u001bc\u202egnp.exe\u2066d\u200be');
  const text = await panel.waitForText(panel.page.locator('ri-text-view pre'), /^a/);
  assert.equal(text, 'a␀b␛c⟨202E⟩gnp.exe⟨2066⟩d⟨200B⟩e');
  await panel.waitForText(panel.rows('ri-message-list').nth(1), /a␀b␛c⟨202E⟩gnp/);
  await assertUnharmed(panel);
});

test('a line of a megabyte is cut, and says so', async () => {
  const panel = await openText('x'.repeat(1_000_000));
  await panel.page.getByText('The first 200,000 characters', { exact: false }).waitFor();
  const width = await panel.page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(width, 1280);
  await assertUnharmed(panel);
});

test('JSON a thousand levels deep is a tree that folds', async () => {
  const depth = 1_000;
  const panel = await browser.open({
    captures: [WEBSOCKET],
    rowCount: 3,
    payloads: { 1: `${'['.repeat(depth)}1${']'.repeat(depth)}` },
  });
  await panel.rows('ri-message-list').nth(1).click();
  const tree = panel.page.getByRole('tree');
  await panel.waitForText(tree, /1 item/);
  assert.ok((await tree.getByRole('treeitem').count()) < 100);
  await assertUnharmed(panel);
});

test('JSON deeper than a parser can go is still shown', async () => {
  const panel = await browser.open({
    captures: [WEBSOCKET],
    rowCount: 3,
    payloads: { 1: `${'['.repeat(100_000)}${']'.repeat(100_000)}` },
  });
  await panel.rows('ri-message-list').nth(1).click();
  await panel.page.locator('ri-message-detail .meta').waitFor();
  await assertUnharmed(panel);
});

test('no part of the panel needs what its policy forbids', async () => {
  const panel = await browser.open({ captures: [WEBSOCKET, SHORT_POLLING], rowCount: 500 });
  await panel.page.getByRole('button', { name: 'Options of the feed' }).click();
  for (const tab of [/Requests/, /Compare/, /Messages/]) await panel.tab(tab).click();
  await panel.page.locator('ri-timeline-pane canvas').first().hover();
  await panel.settle();
  await assertUnharmed(panel);
});
