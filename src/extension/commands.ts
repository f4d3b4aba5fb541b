import { commands, type Disposable, Uri, window } from 'vscode';
import { wrongField } from '../engine/fields.ts';
import { formatError, toErrorInfo } from '../protocol/errors.ts';
import { MENU_ACTIONS, type MenuTarget, PANEL_ACTIONS, type PanelAction } from '../protocol/panelCommands.ts';
import { addressInEditor, addressInTerminal } from './addresses.ts';
import { parseCodeConnection } from './codeConnection.ts';
import type { Inspector } from './inspector.ts';
import type { InspectorPanel } from './inspectorPanel.ts';
import { member, numberParam, stringParam } from './panelMessages.ts';

/** Commands that the page obeys. Pausing is one thing to it; a title bar has an icon for each way. */
const ACTIONS: readonly (readonly [name: string, action: PanelAction])[] = [
  ...PANEL_ACTIONS.map((action) => [action, action] as const),
  ['pause', 'togglePause'],
  ['resume', 'togglePause'],
];

export type Perform = (...args: readonly unknown[]) => unknown;

/** Every command of the manifest, by its id without `realtimeInspector.`. */
export function registerCommands(
  inspector: Inspector,
  others: readonly (readonly [name: string, perform: Perform])[],
  onError: (line: string) => void,
): Disposable[] {
  const all: readonly (readonly [name: string, perform: Perform])[] = [
    ['open', () => inspector.open()],
    ['openDemo', () => inspector.openDemo()],
    ['openInBottomPanel', () => commands.executeCommand('realtimeInspector.bottom.focus')],
    ['openInNewWindow', () => inspector.openInNewWindow()],
    ['pasteCommand', () => inspector.pasteCommand()],
    ['inspectAddress', () => inspector.inspectAddress(addressInEditor())],
    ['inspectSelection', async () => inspector.inspectAddress(await addressInTerminal())],
    ['inspectCode', (site, file) => inspector.inspectCode(parseCodeConnection(site), parseFile(file))],
    ['openRecording', () => inspector.openRecording()],
    ['importRecording', () => inspector.importRecording()],
    ...panelCommands(inspector),
    ...others,
    ...MENU_ACTIONS.map((name): readonly [string, Perform] => [
      name,
      (context) =>
        inspector.ofSession(member(context, 'sessionId'))?.command({ name, target: targetOf(context) }),
    ]),
  ];
  return all.map(([name, perform]) =>
    commands.registerCommand(`realtimeInspector.${name}`, async (...args: unknown[]) => {
      try {
        await perform(...args);
      } catch (error) {
        const info = toErrorInfo(error);
        if (info.code === 'cancelled') return;
        const line = formatError(info);
        onError(line);
        void window.showErrorMessage(line);
      }
    }),
  );
}

/** What is done with one panel: by the title bar of its editor or of its view, by the palette and by keys. */
function panelCommands(inspector: Inspector): readonly (readonly [name: string, perform: Perform])[] {
  const deeds: readonly (readonly [name: string, deed: (panel: InspectorPanel) => unknown])[] = [
    ...ACTIONS.map(([name, action]): readonly [string, (panel: InspectorPanel) => unknown] => [
      name,
      (panel) => {
        panel.command({ name: action });
      },
    ]),
    ['save', (panel) => inspector.save(panel, false)],
    ['saveWithSecrets', (panel) => inspector.save(panel, true)],
    ['exportRecording', (panel) => inspector.exportRecording(panel)],
  ];
  const on = (panel: InspectorPanel | null, deed: (panel: InspectorPanel) => unknown): unknown =>
    panel === null ? undefined : deed(panel);
  return deeds.flatMap(([name, deed]): readonly (readonly [string, Perform])[] => [
    // An editor's title bar passes on where it is; the palette and keys pass nothing.
    [name, (...args) => on(args.length > 0 ? inspector.editor : inspector.current, deed)],
    [`bottom.${name}`, () => on(inspector.bottom, deed)],
  ]);
}

/** The file that code is in, where it is in one. */
function parseFile(file: unknown): Uri | undefined {
  if (file === undefined || file instanceof Uri) return file;
  throw wrongField('the file', 'a Uri');
}

/** What the page put on what the menu was opened on; VS Code passes it on. */
function targetOf(context: unknown): MenuTarget {
  const number = (name: 'row' | 'atMs' | 'captureId' | 'requestIndex'): Partial<MenuTarget> => {
    const value = numberParam(context, name);
    return value === null ? {} : { [name]: value };
  };
  const event = stringParam(context, 'event');
  return {
    ...number('row'),
    ...number('atMs'),
    ...number('captureId'),
    ...number('requestIndex'),
    ...(event === null ? {} : { event }),
  };
}
