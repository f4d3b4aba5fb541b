import { randomUUID } from 'node:crypto';
import { parseEnv } from 'node:util';
import { parse } from 'jsonc-parser';
import {
  CodeLens,
  type CodeLensProvider,
  type Disposable,
  l10n,
  languages,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import { fieldsOf } from '../engine/fields.ts';
import { parseFeed } from '../engine/parseFeed.ts';
import { httpFileFeed } from '../model/httpFile/httpFileFeed.ts';
import type { HttpVariableScope } from '../model/httpFile/httpVariables.ts';
import { type HttpFile, type HttpFileRequest, parseHttpFile } from '../model/httpFile/parseHttpFile.ts';
import { InspectorError, toErrorInfo } from '../protocol/errors.ts';
import type { Perform } from './commands.ts';
import { readText } from './feeds/feedFiles.ts';
import type { FeedResolver } from './feeds/feedResolver.ts';
import type { Inspector } from './inspector.ts';

const FILES = { pattern: '**/*.{http,rest}' };
/** Files of JetBrains with values by environment; the second has what is not shared. */
const ENVIRONMENT_FILES = ['http-client.env.json', 'http-client.private.env.json'];
const COMMAND = 'httpFile.inspect';

/** A lens on each request of `.http` and `.rest` files. Nothing of them is run or sent before it is clicked. */
export function registerHttpFiles(): Disposable {
  const provider: CodeLensProvider = {
    provideCodeLenses: (document) =>
      isLensOn()
        ? parseHttpFile(document.getText()).requests.map((request) => lensOf(document, request))
        : [],
  };
  return languages.registerCodeLensProvider(FILES, provider);
}

export function httpFileCommands(
  inspector: Inspector,
  resolver: FeedResolver,
): readonly (readonly [name: string, perform: Perform])[] {
  return [
    [
      COMMAND,
      async (uri, line) => {
        const place = placeOf(uri, line);
        if (place === null) return;
        const document = await workspace.openTextDocument(place.uri);
        await inspector.open([await feedAt(document, place.line, resolver)]);
      },
    ],
  ];
}

function isLensOn(): boolean {
  return workspace.getConfiguration('realtimeInspector').get('httpFiles.codeLens', true);
}

function lensOf(document: TextDocument, { line, name }: HttpFileRequest): CodeLens {
  return new CodeLens(new Range(line - 1, 0, line - 1, 0), {
    title: `$(pulse) ${l10n.t('Inspect')}`,
    tooltip: name === null ? l10n.t('Capture this request') : l10n.t('Capture “{0}”', name),
    command: `realtimeInspector.${COMMAND}`,
    arguments: [document.uri.toString(), line],
  });
}

/** From a lens; from the palette, where the cursor is. */
function placeOf(uri: unknown, line: unknown): { readonly uri: Uri; readonly line: number } | null {
  if (typeof uri === 'string' && typeof line === 'number') return { uri: Uri.parse(uri), line };
  const editor = window.activeTextEditor;
  if (editor === undefined) return null;
  return { uri: editor.document.uri, line: editor.selection.active.line + 1 };
}

/** @throws InspectorError naming file and line */
async function feedAt(
  document: TextDocument,
  line: number,
  resolver: FeedResolver,
): ReturnType<typeof checkedFeed> {
  const file = parseHttpFile(document.getText());
  const request = file.requests.findLast((other) => other.line <= line) ?? file.requests[0];
  if (request === undefined) {
    throw new InspectorError('not-found', 'there is no request here', 'write one, for example GET http://…');
  }
  return checkedFeed(document, file, request, resolver);
}

async function checkedFeed(
  document: TextDocument,
  file: HttpFile,
  request: HttpFileRequest,
  resolver: FeedResolver,
): Promise<ReturnType<typeof httpFileFeed>> {
  const scope = await scopeOf(document.uri, file, resolver);
  try {
    const feed = httpFileFeed(request, scope);
    parseFeed(feed);
    return feed;
  } catch (error) {
    const { code, message, action } = toErrorInfo(error);
    const place = message.startsWith('line ') ? '' : `line ${request.line}: `;
    throw new InspectorError(code, `${workspace.asRelativePath(document.uri)}, ${place}${message}`, action);
  }
}

async function scopeOf(uri: Uri, file: HttpFile, resolver: FeedResolver): Promise<HttpVariableScope> {
  const beside = (name: string): Promise<string | null> => readText(Uri.joinPath(uri, '..', name));
  const environments = await Promise.all(ENVIRONMENT_FILES.map(beside));
  const dotenv = parseEnv((await beside('.env')) ?? '');
  return {
    values: new Map([
      ...environments.flatMap((text) => environmentValues(text, (names) => resolver.chosenOf(names))),
      ...file.variables,
    ]),
    env: workspace.isTrusted ? (name) => process.env[name] : null,
    dotenv: new Map(
      Object.entries(dotenv).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    uuid: randomUUID,
    nowMs: Date.now(),
    random: Math.random,
  };
}

/** Values that are text or numbers; `$shared` of REST Client and JetBrains is for every environment. */
function environmentValues(
  text: string | null,
  choose: (names: readonly string[]) => string | null,
): readonly (readonly [string, string])[] {
  const environments = fieldsOf(text === null ? null : parse(text));
  const chosen = choose([...environments.keys()].filter((name) => !name.startsWith('$')));
  return ['$shared', chosen].flatMap((name) =>
    name === null
      ? []
      : [...fieldsOf(environments.get(name))].flatMap(([key, value]) =>
          typeof value === 'string' || typeof value === 'number' ? [[key, String(value)] as const] : [],
        ),
  );
}
