import { commands, l10n, type TextDocumentContentProvider, Uri, window, workspace } from 'vscode';
import { formatBytes } from '../model/format.ts';
import { visibleLine } from '../model/visibleText.ts';
import { InspectorError } from '../protocol/errors.ts';
import type { FrameDocument } from '../protocol/frame.ts';
import type { EngineClient } from './engineClient.ts';

export const FRAME_SCHEME = 'realtime-inspector';

/** Looks like the slash of a path, of which an editor's title would show the last part only. */
const SLASH_IN_TITLE = '∕';

/** Messages as read-only documents: nothing is to be saved when they are closed. */
export class FrameDocuments implements TextDocumentContentProvider {
  readonly #engine: EngineClient;
  /** Texts of documents that are being opened. */
  readonly #texts = new Map<string, string>();

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  /** @throws InspectorError `not-found` where the recording has dropped the message */
  async open(sessionId: string, row: number): Promise<void> {
    const document = await this.#read(sessionId, row);
    const uri = uriOf(sessionId, document);
    await this.#offering([[uri, document.text]], async () => {
      await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
    });
    tellWhereCut(document);
  }

  /** Opens two messages in the editor's own comparison. @throws InspectorError likewise */
  async compare(sessionId: string, beforeRow: number, row: number): Promise<void> {
    const [before, after] = await Promise.all([this.#read(sessionId, beforeRow), this.#read(sessionId, row)]);
    const [left, right] = [uriOf(sessionId, before), uriOf(sessionId, after)];
    const offered = [[left, before.text] as const, [right, after.text] as const];
    await this.#offering(offered, async () => {
      const title = `${nameOf(before)} ↔ ${nameOf(after)}`;
      await commands.executeCommand('vscode.diff', left, right, title, { preview: true });
    });
    tellWhereCut(after);
  }

  /** Also called for a document that comes back with its window: then its panel has to be back, too. */
  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const text = this.#texts.get(uri.toString());
    if (text !== undefined) return text;
    const { sessionId, row, atMs } = placeOf(uri);
    if (this.#engine.hasSession(sessionId)) {
      const document = await this.#read(sessionId, row);
      if (document.row.atMs === atMs) return document.text;
    }
    throw new InspectorError('not-found', 'this message is no longer there', 'open it again from its panel');
  }

  #read(sessionId: string, row: number): Promise<FrameDocument> {
    return this.#engine.call(sessionId, 'frame/document', { row });
  }

  /** Has texts at hand while the editor opens their documents: it asks for those that are not open yet. */
  async #offering(
    texts: readonly (readonly [uri: Uri, text: string])[],
    open: () => Promise<void>,
  ): Promise<void> {
    for (const [uri, text] of texts) this.#texts.set(uri.toString(), text);
    try {
      await open();
    } finally {
      for (const [uri] of texts) this.#texts.delete(uri.toString());
    }
  }
}

/** Rows are numbered anew when a session is cleared: the time tells one row 5 from another. */
function uriOf(sessionId: string, document: FrameDocument): Uri {
  const { row, atMs } = document.row;
  const query = new URLSearchParams({ session: sessionId, row: String(row), at: String(atMs) });
  return Uri.from({ scheme: FRAME_SCHEME, path: `/${titleOf(document)}`, query: query.toString() });
}

function placeOf(uri: Uri): { readonly sessionId: string; readonly row: number; readonly atMs: number } {
  const query = new URLSearchParams(uri.query);
  return {
    sessionId: query.get('session') ?? '',
    row: Number(query.get('row')),
    atMs: Number(query.get('at')),
  };
}

/** `message 42 · localhost:8080/ticks.json`: the extension tells the editor the language. */
function titleOf(document: FrameDocument): string {
  const url = document.url === null ? null : URL.parse(document.url);
  const source = url === null ? '' : ` · ${url.host}${url.pathname === '/' ? '' : url.pathname}`;
  const title = visibleLine(`${nameOf(document)}${source}`).replaceAll('/', SLASH_IN_TITLE);
  return title.endsWith(document.extension) ? title : `${title}${document.extension}`;
}

function nameOf({ row: { kind, seq } }: FrameDocument): string {
  return `${kind} ${seq + 1}`;
}

function tellWhereCut({ row, shownBytes }: FrameDocument): void {
  if (shownBytes >= row.sizeBytes) return;
  const [shown, whole] = [formatBytes(shownBytes), formatBytes(row.sizeBytes)];
  void window.showInformationMessage(
    l10n.t('The editor shows the first {0} of this message, which has {1}.', shown, whole),
  );
}
