import { l10n, type SecretStorage, window, workspace } from 'vscode';
import { SECRET_NAME, secretNamesIn } from '../../model/feeds/secretNames.ts';
import { visibleLine } from '../../model/visibleText.ts';
import { KEPT_OPEN } from '../keptOpen.ts';
import { InspectorError } from '../../protocol/errors.ts';

/** A secret as the editor's store has it. */
interface KeptSecret {
  readonly value: string;
  /** Hosts that it may be sent to: a feed that somebody else changed must not lead it elsewhere. */
  readonly hosts: readonly string[];
}

/**
 * Secrets of this workspace, by name: in VS Code's SecretStorage and in no file. A feed says `${secret:name}`; the value
 * goes to the engine with the call that connects, and never to a page.
 */
export class SecretVault {
  readonly #store: SecretStorage;
  /** Settled when nobody is being asked: a second question would take the place of the first. */
  #asked: Promise<unknown> = Promise.resolve();

  constructor(store: SecretStorage) {
    this.#store = store;
  }

  /**
   * The secrets that a feed refers to, asking for those that are not known and for hosts that are new.
   * @throws InspectorError `cancelled` where the user does not give one
   */
  async secretsOf(feed: unknown): Promise<Record<string, string>> {
    const names = secretNamesIn(feed);
    if (names.length === 0) return {};
    if (!workspace.isTrusted) {
      throw new InspectorError(
        'invalid-option',
        'a workspace that is not trusted gets no secrets',
        'trust the workspace, or write the value into the form',
      );
    }
    const host = hostOf(feed);
    const secrets = this.#asked.then(() => this.#secrets(names, host));
    this.#asked = secrets.catch(() => undefined);
    return secrets;
  }

  /** Keeps a secret, for a host. */
  async keep(name: string, value: string, hosts: readonly string[]): Promise<void> {
    await this.#store.store(keyOf(checked(name)), JSON.stringify({ value, hosts } satisfies KeptSecret));
  }

  /** Whether a secret of this name is kept. */
  async has(name: string): Promise<boolean> {
    return (await this.#kept(name)) !== null;
  }

  async forget(name: string): Promise<void> {
    await this.#store.delete(keyOf(name));
  }

  async #secrets(names: readonly string[], host: string): Promise<Record<string, string>> {
    const secrets: Record<string, string> = {};
    for (const name of names) secrets[name] = await this.#secret(name, host);
    return secrets;
  }

  async #secret(name: string, host: string): Promise<string> {
    const kept = await this.#kept(name);
    if (kept === null) {
      const value = await ask(name, host);
      await this.keep(name, value, [host]);
      return value;
    }
    if (kept.hosts.includes(host)) return kept.value;
    await confirmHost(name, host);
    await this.keep(name, kept.value, [...kept.hosts, host]);
    return kept.value;
  }

  async #kept(name: string): Promise<KeptSecret | null> {
    const text = await this.#store.get(keyOf(checked(name)));
    if (text === undefined) return null;
    // Written by `keep`, and by nobody else.
    return JSON.parse(text) as KeptSecret;
  }
}

/** Secrets of one workspace are none of another's. */
function keyOf(name: string): string {
  const folder = workspace.workspaceFile ?? workspace.workspaceFolders?.[0]?.uri;
  return `secret ${folder?.toString() ?? ''} ${name}`;
}

function checked(name: string): string {
  if (SECRET_NAME.test(name)) return name;
  throw new InspectorError(
    'invalid-option',
    `"${visibleLine(name)}" is no name of a secret`,
    'use letters, digits, _, - and .',
  );
}

function hostOf(feed: unknown): string {
  const url: unknown = typeof feed === 'object' && feed !== null && 'url' in feed ? feed.url : '';
  const parsed = typeof url === 'string' ? URL.parse(url) : null;
  if (parsed !== null && parsed.host !== '' && !parsed.host.includes('secret')) return parsed.host;
  throw new InspectorError(
    'invalid-url',
    'it cannot be told where a secret would be sent',
    'write the host of the address without secrets',
  );
}

async function ask(name: string, host: string): Promise<string> {
  const value = await window.showInputBox({
    title: l10n.t('Secret “{0}”', name),
    prompt: l10n.t('Sent to {0}. VS Code keeps it in its secret storage; it is written to no file.', host),
    password: true,
    ...KEPT_OPEN,
    validateInput: (text) => (text === '' ? l10n.t('Write the value') : null),
  });
  if (value !== undefined && value !== '') return value;
  throw new InspectorError('cancelled', `the secret "${name}" was not given`, 'connect again, and write it');
}

async function confirmHost(name: string, host: string): Promise<void> {
  const yes = l10n.t('Send');
  const answer = await window.showWarningMessage(
    l10n.t('Send the secret “{0}” to {1}?', name, host),
    { modal: true, detail: l10n.t('It has not been sent there before.') },
    yes,
  );
  if (answer === yes) return;
  throw new InspectorError('cancelled', `the secret "${name}" was not sent to ${host}`, 'check the address');
}
