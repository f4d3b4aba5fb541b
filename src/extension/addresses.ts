import {
  commands,
  type Disposable,
  env,
  l10n,
  type TextEditor,
  window,
  TerminalLink,
  type TerminalLinkContext,
  type TerminalLinkProvider,
} from 'vscode';
import { addressAt, addressesIn, isAddress } from '../model/addressInText.ts';
import { InspectorError } from '../protocol/errors.ts';

/** Characters of a selection that can be an address. */
const MAX_SELECTION_CHARACTERS = 8_192;

class InspectLink extends TerminalLink {
  readonly address: string;

  constructor(startIndex: number, address: string) {
    super(startIndex, address.length, l10n.t('Inspect'));
    this.address = address;
  }
}

/**
 * Tells menus whether the cursor is on an address, and makes links of a terminal's WebSocket addresses, which nothing else
 * opens. Those of web pages stay links to a browser.
 */
export function registerAddresses(onLink: (address: string) => unknown): Disposable[] {
  let known = false;
  const update = (editor: TextEditor | undefined): void => {
    const isOnAddress = editor !== undefined && editorAddress(editor) !== null;
    if (isOnAddress === known) return;
    known = isOnAddress;
    void commands.executeCommand('setContext', 'realtimeInspector.isOnAddress', isOnAddress);
  };
  update(window.activeTextEditor);
  const links: TerminalLinkProvider<InspectLink> = {
    provideTerminalLinks: ({ line }: TerminalLinkContext) =>
      addressesIn(line)
        .filter(({ address }) => /^ws/i.test(address))
        .map(({ start, address }) => new InspectLink(start, address)),
    handleTerminalLink: ({ address }) => {
      onLink(address);
    },
  };
  return [
    window.onDidChangeActiveTextEditor(update),
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === window.activeTextEditor) update(textEditor);
    }),
    window.registerTerminalLinkProvider(links),
  ];
}

/** The address that is selected in the editor in front, or that the cursor is in. @throws InspectorError where there is none */
export function addressInEditor(): string {
  const editor = window.activeTextEditor;
  return known(editor === undefined ? null : editorAddress(editor));
}

/**
 * The address that is selected in the terminal. Extensions are not told what is selected there, nor are menus whether
 * anything is, but may have it copied: the clipboard is lent, empty for where nothing is, and given back.
 */
export async function addressInTerminal(): Promise<string> {
  const before = await env.clipboard.readText();
  try {
    await env.clipboard.writeText('');
    await commands.executeCommand('workbench.action.terminal.copySelection');
    return known(onlyAddress((await env.clipboard.readText()).trim()));
  } finally {
    await env.clipboard.writeText(before);
  }
}

function editorAddress({ document, selection }: TextEditor): string | null {
  if (!selection.isEmpty) {
    return selection.isSingleLine ? onlyAddress(document.getText(selection).trim()) : null;
  }
  return addressAt(document.lineAt(selection.active.line).text, selection.active.character);
}

/** A selection that is one, with or without the quotes around it. */
function onlyAddress(selected: string): string | null {
  if (selected.length > MAX_SELECTION_CHARACTERS) return null;
  const bare = selected.replaceAll(/^["'`<(]+|["'`>)]+$/g, '');
  return isAddress(bare) ? bare : null;
}

function known(address: string | null): string {
  if (address !== null) return address;
  throw new InspectorError(
    'invalid-option',
    'no address is selected',
    'select one that begins with http, https, ws or wss',
  );
}
