import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { SampleFeed } from '../../support/sampleFeed.ts';
import { closeWindow, openUntrustedWindow } from '../../support/sharedWindow.ts';
import { SideBar } from '../../support/sideBar.ts';
import { waitFor } from '../../support/waitFor.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

describe('a workspace that is not trusted', () => {
  let feed: SampleFeed;
  let window: WorkbenchPage;
  let bar: SideBar;
  before(async () => {
    feed = await SampleFeed.start();
    const fill = async (folder: string): Promise<void> => {
      const startup = { 'realtimeInspector.openOnStartup': [`sse=${feed.origin}/sse`] };
      await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(startup));
      const feeds = [
        { name: 'environment', method: 'sse', url: `${feed.origin}/sse?home=\${env:PATH}` },
        { name: 'secret', method: 'sse', url: `${feed.origin}/sse`, auth: { bearer: '${secret:entry}' } },
        { name: 'plain', method: 'sse', url: `${feed.origin}/sse` },
      ];
      await writeFile(join(folder, '.vscode', 'realtime-inspector.json'), JSON.stringify({ feeds }));
    };
    ({ window } = await openUntrustedWindow('untrusted', fill));
    bar = new SideBar(window);
    await bar.open();
  });
  after(async () => {
    await closeWindow(window);
    await feed.close();
  });

  async function requests(): Promise<number> {
    return (await feed.stats())['/sse'].requests;
  }

  it('connects to nothing by itself', async () => {
    await window.page
      .getByRole('button', { name: /Restricted Mode/ })
      .first()
      .waitFor();
    await bar.line('plain').waitFor();
    assert.equal(await window.panelTabs.count(), 0);
    assert.equal(await requests(), 0);
  });

  it('puts no environment variable into a feed, and says why', async () => {
    await bar.act('environment', 'Connect');
    await waitFor('the reason', async () =>
      (await window.notifications()).some((text) => text.includes('not trusted')),
    );
    assert.equal(await window.panelTabs.count(), 0);
    assert.equal(await requests(), 0);
    await window.runCommand('Notifications: Clear All Notifications');
  });

  it('gets no secret, is not asked for one, and is told what to do', async () => {
    await bar.act('secret', 'Connect');
    await window.waitForPanel();
    await window.panel.getByText('a workspace that is not trusted gets no secrets').first().waitFor();
    assert.ok(!(await window.quickInput.isVisible()));
    assert.equal(await requests(), 0);
    await window.runCommand('View: Close Editor');
  });

  it('connects where the user says so, and connects by itself once it is trusted', async () => {
    await bar.act('plain', 'Connect');
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
    await window.runCommand('View: Close Editor');
    assert.equal(await requests(), 1);

    await window.runCommand('Workspaces: Manage Workspace Trust');
    await window.page.getByRole('button', { name: 'Trust', exact: true }).click();
    await window.runCommand('View: Close All Editors');
    await window.reload();
    await window.waitForPanel();
    await window.waitForState('sse', 'open');
  });
});
