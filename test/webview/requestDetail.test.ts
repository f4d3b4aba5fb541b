import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { after, before, test } from 'node:test';
import { waitFor } from '../support/waitFor.ts';
import { PanelBrowser, type PanelPage } from './support/panelPage.ts';
import { SHORT_POLLING, SSE } from './support/scenes.ts';

let browser: PanelBrowser;
before(async () => {
  browser = await PanelBrowser.start();
});
after(() => browser.close());

async function showRequest(panel: PanelPage, place: number): Promise<Locator> {
  await panel.tab(/Requests/).click();
  await panel.rows('ri-request-list').nth(place).click();
  const detail = panel.page.locator('ri-request-detail');
  await detail.locator('dl').waitFor();
  return detail;
}

async function chooseCopy(panel: PanelPage, form: string): Promise<string> {
  const before = await panel.page.evaluate(() => window.fakeHost.copied.length);
  await panel.page.getByRole('button', { name: 'Copy of the request' }).click();
  await panel.page.getByRole('menuitem', { name: form }).click();
  return waitFor('a copy', () =>
    panel.page.evaluate((length) => window.fakeHost.copied[length] ?? null, before),
  );
}

const SECRET_FEED = { ...SSE, url: 'http://localhost:8080/sse?symbol=ACME&access_token=abc123' };

test('a secret in an address is dots in the list and in the detail, until it is asked for', async () => {
  const panel = await browser.open({ captures: [SECRET_FEED], rowCount: 10 });
  const detail = await showRequest(panel, 0);
  const row = panel.rows('ri-request-list').first();
  assert.match(await row.innerText(), /symbol=ACME&access_token=••••/);
  assert.doesNotMatch(await panel.page.locator('body').ariaSnapshot(), /abc123/);
  await detail.getByRole('button', { name: 'Show the secret value of the address' }).first().click();
  await panel.waitForText(detail.locator('dl'), /access_token=abc123/);
});

test('what is copied of a request has its secrets only where they are shown', async () => {
  const panel = await browser.open({ captures: [SECRET_FEED], rowCount: 10 });
  await showRequest(panel, 0);
  assert.equal(
    await chooseCopy(panel, 'Copy the address'),
    'http://localhost:8080/sse?symbol=ACME&access_token=<redacted>',
  );
  assert.match(
    await chooseCopy(panel, 'Copy the request head'),
    /^GET \/ticks HTTP\/1\.1\n.*Authorization: <redacted>\n/s,
  );
  assert.match(await chooseCopy(panel, 'Copy as cURL'), /Authorization: <redacted>/);
  await panel.page.getByRole('button', { name: 'Show secrets, here and in what is copied' }).click();
  assert.match(await chooseCopy(panel, 'Copy the request head'), /Authorization: Bearer secret-token-123/);
  assert.match(await chooseCopy(panel, 'Copy as cURL'), /access_token=abc123.*Bearer secret-token-123/s);
});

test('the trailers of an answer are below its head, their secrets hidden alike', async () => {
  const panel = await browser.open({ captures: [SSE], rowCount: 10 });
  const detail = await showRequest(panel, 0);
  const text = await panel.waitForText(detail.locator('.body'), /RESPONSE TRAILERS/i);
  assert.match(text, /RESPONSE HEAD.*RESPONSE TRAILERS.*X-Checksum: 5d41/i);
  assert.doesNotMatch(text, /trailing=secret/);
  await panel.page.getByRole('button', { name: 'Show the secret value of Set-Cookie' }).last().click();
  await panel.waitForText(detail.locator('.body'), /trailing=secret/);
});

test('the phases of a request lie on one axis, each from where the one before ended', async () => {
  const panel = await browser.open({ captures: [SHORT_POLLING], rowCount: 10 });
  const detail = await showRequest(panel, 0);
  const table = detail.getByRole('table', { name: 'Time' });
  assert.match(
    await panel.waitForText(table, /In all/),
    /DNS 0 ms 1\.2 ms TCP \+1\.2 ms 3\.4 ms First byte \+4\.6 ms 19 ms Transfer \+24 ms 2\.4 ms In all 24 ms/,
  );
  const lefts = await table
    .locator('.phase')
    .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().left));
  assert.deepEqual(
    lefts,
    [...lefts].sort((a, b) => a - b),
  );
});

test('what a request brought leads to its messages', async () => {
  const panel = await browser.open({ captures: [SSE], rowCount: 10 });
  const detail = await showRequest(panel, 0);
  await detail.getByRole('button', { name: /240 messages/ }).click();
  await panel.page.locator('ri-message-list .row.is-selected').waitFor();
  await panel.waitForText(panel.page.locator('ri-message-detail .meta'), /Message 1 in/);
});
