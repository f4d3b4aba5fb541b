import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startServer, type TestServer } from '../../support/httpServers.ts';
import { borrowWindow } from '../../support/sharedWindow.ts';
import { SideBar } from '../../support/sideBar.ts';
import { waitFor } from '../../support/waitFor.ts';
import type { WorkbenchPage } from '../../support/workbenchPage.ts';

const SECRET = 'k3pt-by-the-editor-alone';

/** A server of event streams that keeps what it was sent as credentials. */
interface Guarded {
  readonly server: TestServer;
  readonly seen: (string | undefined)[];
}

describe('secrets of feeds', () => {
  let first: Guarded;
  let second: Guarded;
  let window: WorkbenchPage;
  let bar: SideBar;
  let folder = '';
  before(async () => {
    [first, second] = await Promise.all([guarded(), guarded()]);
    ({ window, folder } = await borrowWindow());
    bar = new SideBar(window);
    const feed = (name: string, { server }: Guarded): string =>
      `{ "name": "${name}", "method": "sse", "url": "${server.url}/sse", "auth": { "bearer": "\${secret:entry}" } }`;
    await writeFile(
      join(folder, '.vscode', 'realtime-inspector.json'),
      `{ "feeds": [${feed('here', first)}, ${feed('elsewhere', second)}] }`,
    );
    await bar.open();
  });
  after(async () => {
    await Promise.all([first, second].map(({ server }) => server[Symbol.asyncDispose]()));
  });

  async function connect(name: string): Promise<void> {
    const panels = await window.panelTabs.count();
    await bar.act(name, 'Connect');
    await waitFor('a panel more', async () => (await window.panelTabs.count()) > panels);
    await window.waitForPanel();
  }

  /** The files of the workspace, of the editor and of the extension that have the secret in them. */
  async function filesWithSecret(): Promise<string[]> {
    const root = dirname(folder);
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const found: string[] = [];
    for (const path of paths) if ((await readFile(path)).includes(SECRET)) found.push(path);
    return found;
  }

  it('one that is not given connects nothing, and the panel says what was not given', async () => {
    await connect('here');
    await window.page.getByText(/^Sent to 127\.0\.0\.1:\d+\. VS Code keeps it/).waitFor();
    assert.equal(await window.quickInput.getAttribute('type'), 'password');
    await window.page.keyboard.press('Escape');
    await window.panel.getByText('the secret "entry" was not given').first().waitFor();
    assert.deepEqual(first.seen, []);
  });

  it('one that is given is sent, and is written to no file', async () => {
    await connect('here');
    await window.page.getByText('Secret “entry”').waitFor();
    await window.answer(SECRET);
    await window.waitForState('sse', 'open');
    assert.deepEqual(first.seen, [`Bearer ${SECRET}`]);
    await window.titleAction('Disconnect All').click();
    await window.waitForState('sse', 'closed');
    assert.deepEqual(await filesWithSecret(), []);
  });

  it('one that is kept is not asked for again', async () => {
    await connect('here');
    await window.waitForState('sse', 'open');
    assert.deepEqual(first.seen, [`Bearer ${SECRET}`, `Bearer ${SECRET}`]);
  });

  it('it goes to another host only when the question is answered, and then without another', async () => {
    const question = window.dialog.getByText(
      `Send the secret “entry” to ${new URL(second.server.url).host}?`,
    );
    await connect('elsewhere');
    await question.waitFor();
    await window.dialogButton('Cancel').click();
    await window.panel.getByText('the secret "entry" was not sent to').first().waitFor();
    assert.deepEqual(second.seen, []);

    await connect('elsewhere');
    await question.waitFor();
    await window.dialogButton('Send').click();
    await window.waitForState('sse', 'open');
    assert.deepEqual(second.seen, [`Bearer ${SECRET}`]);
    await window.titleAction('Disconnect All').click();
    await window.waitForState('sse', 'closed');

    await connect('elsewhere');
    await window.waitForState('sse', 'open');
    assert.deepEqual(await filesWithSecret(), []);
    assert.deepEqual(await window.notifications(), []);
  });
});

async function guarded(): Promise<Guarded> {
  const seen: Guarded['seen'] = [];
  const server = await startServer(({ headers }: IncomingMessage, response) => {
    seen.push(headers.authorization);
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(':\n\n');
  });
  return { server, seen };
}
