import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import {
  commands,
  ConfigurationTarget,
  extensions,
  type Tab,
  TabInputWebview,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { RealtimeInspectorApi } from '../../src/extension/extension.ts';
import { feedsToOpenOnStartup } from '../../src/extension/openOnStartup.ts';
import { withSurroundings } from '../../src/extension/surroundings.ts';
import { waitFor } from '../support/waitFor.ts';

const EXTENSION_ID = 'realtime-inspector.realtime-inspector';
const VIEW_TYPE = 'realtimeInspector.panel';

/** In this order: the first ones look at an extension that has not been used yet. */
export const HOST_TESTS: Readonly<Record<string, () => Promise<void>>> = {
  'the extension is active once the window has started, and its engine is not running': async () => {
    const api = await extensionApi();
    assert.equal(api.isEngineRunning(), false);
    assert.equal(panelTabs().length, 0);
  },

  'its commands are registered': async () => {
    const registered = (await commands.getCommands(true)).filter((name) =>
      name.startsWith('realtimeInspector.'),
    );
    for (const name of ['open', 'openDemo', 'openInBottomPanel', 'openInNewWindow', 'connect', 'save']) {
      assert.ok(registered.includes(`realtimeInspector.${name}`), name);
    }
  },

  'every command of the manifest is registered': async () => {
    const registered = new Set(await commands.getCommands(true));
    const declared = manifestCommands();
    assert.notEqual(declared.length, 0);
    assert.deepEqual(
      declared.filter((name) => !registered.has(name)),
      [],
    );
  },

  'every text of the manifest has its words, none is left over, and no command goes without a category':
    async () => {
      const { packageJSON, extensionUri } = manifest();
      const bundle = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'package.nls.json'));
      const words = Object.keys(JSON.parse(new TextDecoder().decode(bundle)) as Record<string, string>);
      const source = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'package.json'));
      const used = [...new TextDecoder().decode(source).matchAll(/"%([^%"]+)%"/g)].map(
        ([, name = '']) => name,
      );
      assert.deepEqual([...new Set(used)].sort(), words.sort());
      for (const { command, category, title } of packageJSON.contributes.commands) {
        assert.equal(category, 'Realtime Inspector', command);
        assert.match(title, /^[A-Z]/, command);
      }
    },

  'the palette offers what needs a panel only where there is one, and no entry of a context menu': () => {
    const { menus } = manifest().packageJSON.contributes;
    const whenOf = new Map(menus.commandPalette.map(({ command, when }) => [command, when]));
    for (const { command } of [
      ...menus['webview/context'],
      ...menus['view/title'],
      ...menus['view/item/context'],
    ]) {
      // What the views of the activity bar offer in their titles needs no panel.
      if (/^realtimeInspector\.(?:open|feeds\.(?:new|openFile|chooseEnvironment))$/.test(command)) continue;
      assert.equal(whenOf.get(command), 'false', command);
    }
    for (const { command } of menus['editor/title']) {
      assert.ok(['false', 'realtimeInspector.hasPanel'].includes(whenOf.get(command) ?? ''), command);
    }
    return Promise.resolve();
  },

  'commands that need a panel do nothing without one': async () => {
    for (const name of [
      'connect',
      'disconnect',
      'togglePause',
      'clear',
      'save',
      'bottom.clear',
      'copyMessageAsText',
    ]) {
      await commands.executeCommand(`realtimeInspector.${name}`);
    }
    const api = await extensionApi();
    assert.equal(api.isEngineRunning(), false);
  },

  'commands that are run with what they cannot use say so and open nothing': async () => {
    const told: string[] = [];
    const { showErrorMessage } = window;
    window.showErrorMessage = (line: string) => {
      told.push(line);
      return Promise.resolve(undefined);
    };
    try {
      await commands.executeCommand('realtimeInspector.inspectCode', { method: 'sse' });
      await commands.executeCommand('realtimeInspector.feeds.delete', { kind: 'saved' });
      await commands.executeCommand('realtimeInspector.captures.open', { panel: {}, capture: {} });
      await commands.executeCommand('realtimeInspector.recordings.delete', Uri.file('/etc/hosts'));
    } finally {
      window.showErrorMessage = showErrorMessage;
    }
    assert.deepEqual(
      told.map((line) => line.slice(0, line.indexOf(';'))),
      [
        'invalid-option: construct is not one of socket, event-source, socket.io, poll, route',
        ...Array<string>(3).fill('invalid-option: this command was not told what it is about'),
      ],
    );
    assert.equal(panelTabs().length, 0);
  },

  'an entry of openOnStartup is <method>=<url>, and one that is not is left out': async () => {
    const feeds = await feedsOf([
      'sse=http://127.0.0.1:1/sse?a=b',
      'websocket=ws://127.0.0.1:1/',
      'carrier-pigeon=http://127.0.0.1:1/',
      'sse=not a url',
      'sse',
      '',
      7,
      null,
    ]);
    assert.deepEqual(feeds, [
      { method: 'sse', url: 'http://127.0.0.1:1/sse?a=b' },
      { method: 'websocket', url: 'ws://127.0.0.1:1/' },
    ]);
  },

  "a capture is told of the editor's proxy and of the folder that its paths are relative to": async () => {
    const http = workspace.getConfiguration('http');
    assert.deepEqual(withSurroundings('capture/stop', { captureId: 1 }), { captureId: 1 });
    const set = async (proxy: string | undefined, noProxy: readonly string[] | undefined): Promise<void> => {
      await http.update('proxy', proxy, ConfigurationTarget.Global);
      await http.update('noProxy', noProxy, ConfigurationTarget.Global);
    };
    const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
    await set('http://proxy.example:3128', ['*.internal']);
    assert.deepEqual(withSurroundings('capture/start', { feed: 1 }), {
      feed: 1,
      folder,
      isTrusted: true,
      proxySetting: { url: 'http://proxy.example:3128', bypass: ['*.internal'] },
    });
    await set(undefined, undefined);
    assert.deepEqual(withSurroundings('capture/send', {}), {
      folder,
      isTrusted: true,
      proxySetting: { url: null, bypass: [] },
    });
  },

  'opening a panel starts the engine': async () => {
    await commands.executeCommand('realtimeInspector.open');
    const tab = await waitFor('the tab of a panel', () => panelTabs()[0]);
    assert.equal(tab.label, 'Realtime Inspector');
    assert.equal(tab.isActive, true);
    const api = await extensionApi();
    await waitFor('the engine to run', () => api.isEngineRunning());
  },

  'every panel has a tab of its own': async () => {
    await commands.executeCommand('realtimeInspector.open');
    await waitFor('a second tab', () => panelTabs().length === 2);
  },

  'closed panels are gone, and another one opens after them': async () => {
    await window.tabGroups.close(panelTabs());
    await waitFor('no tab of a panel', () => panelTabs().length === 0);
    await commands.executeCommand('realtimeInspector.open');
    await waitFor('the tab of a new panel', () => panelTabs().length === 1);
    await window.tabGroups.close(panelTabs());
  },

  'feeds that are started at once all connect, though all panels but the last are hidden before they have loaded':
    async () => {
      const asked = new Set<string>();
      const server = createServer(({ url = '' }, response) => {
        asked.add(url);
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      assert.ok(address !== null && typeof address === 'object');
      const paths = ['/one', '/two', '/three'];
      await Promise.all(
        paths.map((path) =>
          commands.executeCommand('realtimeInspector.inspectCode', {
            construct: 'event-source',
            method: 'sse',
            address: [{ kind: 'text', text: `http://127.0.0.1:${address.port}${path}` }],
            intervalMs: null,
            port: null,
          }),
        ),
      );
      await waitFor('three requests', () => asked.size === paths.length);
      await waitFor('three tabs', () => panelTabs().length === paths.length);
      await window.tabGroups.close(panelTabs());
      await waitFor('no tab of a panel', () => panelTabs().length === 0);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },

  'the demo feed opens in a panel': async () => {
    await commands.executeCommand('realtimeInspector.openDemo');
    await waitFor('the tab of its panel', () => panelTabs().length === 1);
    await window.tabGroups.close(panelTabs());
    const api = await extensionApi();
    assert.equal(api.isEngineRunning(), true);
  },
};

/** As VS Code has activated it by itself: waiting for it here would hide an activation event that is missing. */
async function extensionApi(): Promise<RealtimeInspectorApi> {
  const extension = extensions.getExtension<RealtimeInspectorApi>(EXTENSION_ID);
  assert.ok(extension, 'the extension is not installed');
  await waitFor('the extension to be activated', () => extension.isActive);
  return extension.exports;
}

interface Entry {
  readonly command: string;
  readonly when: string;
}

/** The manifest is the one of this repository. */
interface Manifest {
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly menus: Readonly<
      Record<
        'commandPalette' | 'editor/title' | 'view/title' | 'view/item/context' | 'webview/context',
        readonly Entry[]
      >
    >;
  };
}

function manifest(): { readonly packageJSON: Manifest; readonly extensionUri: Uri } {
  const extension = extensions.getExtension(EXTENSION_ID);
  assert.ok(extension, 'the extension is not installed');
  return { packageJSON: extension.packageJSON as Manifest, extensionUri: extension.extensionUri };
}

function manifestCommands(): string[] {
  return manifest().packageJSON.contributes.commands.map(({ command }) => command);
}

/** VS Code puts the extension host's own prefix before the type. */
function panelTabs(): Tab[] {
  return window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith(VIEW_TYPE));
}

async function feedsOf(entries: readonly unknown[]): Promise<unknown[]> {
  const configuration = workspace.getConfiguration('realtimeInspector');
  const log = window.createOutputChannel('Host tests', { log: true });
  await configuration.update('openOnStartup', entries, ConfigurationTarget.Global);
  try {
    return feedsToOpenOnStartup(log);
  } finally {
    await configuration.update('openOnStartup', undefined, ConfigurationTarget.Global);
    log.dispose();
  }
}
