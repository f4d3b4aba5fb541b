import {
  CodeLens,
  type CodeLensProvider,
  Disposable,
  EventEmitter,
  l10n,
  languages,
  Range,
  type CancellationToken,
  type TextDocument,
  workspace,
} from 'vscode';
import {
  type CodeSite,
  SCANNED_ENDINGS,
  SCANNED_LANGUAGES,
  scannedLanguage,
} from '../model/codeScan/codeSite.ts';
import { CodeScanner } from './codeScanner.ts';

/** What is kept on disk or is to be; not the two sides of a comparison, nor what other extensions show. */
const SCHEMES = ['file', 'untitled', 'vscode-vfs'];
/** How long nobody must have written before a document is looked through again. */
const SETTLING_MS = 300;
const SETTING = 'realtimeInspector.codeLens';

interface Scan {
  readonly version: number;
  readonly sites: readonly CodeSite[];
}

/** Registers the lens above code that opens a connection. */
export function registerCodeLenses(extensionPath: string): Disposable[] {
  const scanner = new CodeScanner(extensionPath);
  const lenses = new ConnectionLenses(scanner);
  const files = [
    ...SCANNED_LANGUAGES.map((language) => ({ language })),
    ...SCANNED_ENDINGS.map((ending) => ({ pattern: `**/*.${ending}` })),
  ];
  const selector = files.flatMap((file) => SCHEMES.map((scheme) => ({ ...file, scheme })));
  return [
    new Disposable(() => scanner.dispose()),
    lenses.watchSetting(),
    languages.registerCodeLensProvider(selector, lenses),
  ];
}

/** "Inspect" above code that opens a connection. A document is looked through once for each of its versions. */
class ConnectionLenses implements CodeLensProvider {
  readonly #changed = new EventEmitter<void>();
  readonly #scans = new WeakMap<TextDocument, Scan>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #scanner: CodeScanner;

  constructor(scanner: CodeScanner) {
    this.#scanner = scanner;
  }

  watchSetting(): Disposable {
    return workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(SETTING)) this.#changed.fire();
    });
  }

  async provideCodeLenses(document: TextDocument, token: CancellationToken): Promise<CodeLens[]> {
    if (!workspace.getConfiguration(SETTING, document).get<boolean>('enabled', true)) return [];
    const sites = await this.#sitesOf(document, token);
    return sites.map((site) => {
      const range = new Range(document.positionAt(site.from), document.positionAt(site.to));
      return new CodeLens(range, {
        title: `$(pulse) ${l10n.t('Inspect')}`,
        tooltip: l10n.t('Open a panel that connects to this address'),
        command: 'realtimeInspector.inspectCode',
        arguments: [site, document.uri],
      });
    });
  }

  /** VS Code asks after each change. Only the first look at a document does not wait for its author to pause. */
  async #sitesOf(document: TextDocument, token: CancellationToken): Promise<readonly CodeSite[]> {
    const last = this.#scans.get(document);
    const { version } = document;
    if (last?.version === version) return last.sites;
    if (last !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
      if (token.isCancellationRequested || document.version !== version) return last.sites;
    }
    const language = scannedLanguage(document.languageId, document.uri.path);
    if (language === null) return [];
    const isCurrent = (): boolean => !token.isCancellationRequested && document.version === version;
    const sites = await this.#scanner.scan(() => (isCurrent() ? document.getText() : null), language);
    if (sites === null) return last?.sites ?? [];
    this.#scans.set(document, { version, sites });
    return sites;
  }
}
