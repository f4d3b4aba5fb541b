import { l10n, type Memento, type Uri, window, workspace } from 'vscode';
import { isAddress } from '../model/addressInText.ts';
import type { CodeConnection } from '../model/codeScan/codeSite.ts';
import { guessAddress, holesIn } from '../model/codeScan/guessAddress.ts';
import { redactAddress } from '../model/redaction.ts';
import { KEPT_OPEN } from './keptOpen.ts';
import { MAX_REMEMBERED_ADDRESSES } from '../protocol/limits.ts';

const ADDRESSES_KEY = 'codeLens.addresses';
const ORIGIN_KEY = 'codeLens.origin';

/** The addresses of code. What code does not tell is asked for, and the answer is proposed the next time. */
export class CodeAddresses {
  readonly #store: Memento;

  /** @param store the workspace's; it keeps what it is given in the clear */
  constructor(store: Memento) {
    this.#store = store;
  }

  /** @returns null where the user was asked and gave none */
  async of(connection: CodeConnection, file: Uri | undefined): Promise<string | null> {
    const { url, isCertain } = guessAddress(connection, this.#origin(file));
    if (isCertain) return url;
    const key = JSON.stringify([connection.construct, connection.method, connection.address]);
    const proposed = this.#remembered()[key] ?? url;
    const answer = await window.showInputBox({
      title: l10n.t('Inspect'),
      prompt: l10n.t('The code does not tell all of this address'),
      value: proposed,
      ...holeSelection(proposed),
      validateInput: problemOf,
      ...KEPT_OPEN,
    });
    if (answer === undefined) return null;
    const address = answer.trim();
    await this.#remember(key, address, connection.port === null);
    return address;
  }

  #origin(file: Uri | undefined): string {
    const remembered = this.#store.get<string>(ORIGIN_KEY);
    const set = workspace
      .getConfiguration('realtimeInspector.codeLens', file ?? null)
      .get<string>('origin', '');
    return remembered ?? (URL.canParse(set) ? new URL(set).origin : 'http://localhost:3000');
  }

  #remembered(): Readonly<Record<string, string>> {
    return this.#store.get<Readonly<Record<string, string>>>(ADDRESSES_KEY, {});
  }

  /** Not what has a secret in it. Where one path is served, the others are likely to be. */
  async #remember(key: string, address: string, isOriginShared: boolean): Promise<void> {
    if (redactAddress(address) !== address) return;
    const others = Object.entries(this.#remembered()).filter(([each]) => each !== key);
    const kept = [...others, [key, address] as const].slice(-MAX_REMEMBERED_ADDRESSES);
    await this.#store.update(ADDRESSES_KEY, Object.fromEntries(kept));
    if (isOriginShared) await this.#store.update(ORIGIN_KEY, new URL(address).origin.replace(/^ws/, 'http'));
  }
}

/** What is written goes in the place of what is not known; without that, of all. */
function holeSelection(url: string): { readonly valueSelection?: [number, number] } {
  const [hole] = holesIn(url);
  if (hole === undefined) return {};
  const start = url.indexOf(hole);
  return { valueSelection: [start, start + hole.length] };
}

function problemOf(text: string): string | null {
  const [hole] = holesIn(text);
  if (hole !== undefined) return l10n.t('Put a value in the place of {0}', hole);
  return isAddress(text.trim()) && URL.canParse(text.trim())
    ? null
    : l10n.t('An address begins with http, https, ws or wss');
}
