import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';

/** Recordings kept of panels that were closed; the oldest go when a new panel opens. */
const KEPT_RECORDINGS = 20;
const EXTENSION = '.rtrec';
const SESSION_ID = /^[0-9a-f-]{36}$/;

/** Where the sessions of this workspace have their recordings: the extension's own storage, one file a session. */
export class RecordingFiles {
  readonly #folder: string;

  constructor(context: Pick<ExtensionContext, 'storageUri' | 'globalStorageUri'>) {
    this.#folder = join((context.storageUri ?? context.globalStorageUri).fsPath, 'recordings');
  }

  newSessionId(): string {
    return randomUUID();
  }

  isSessionId(value: unknown): value is string {
    return typeof value === 'string' && SESSION_ID.test(value);
  }

  /** The path of a session's recording; its folder exists when this resolves. */
  async pathOf(sessionId: string): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    return join(this.#folder, `${sessionId}${EXTENSION}`);
  }

  /** Deletes the oldest recordings beyond KEPT_RECORDINGS, never those of open sessions. */
  async prune(openSessionIds: ReadonlySet<string>): Promise<void> {
    const names = (await readdir(this.#folder).catch(() => [])).filter((name) => name.endsWith(EXTENSION));
    const closed = names.filter((name) => !openSessionIds.has(name.slice(0, -EXTENSION.length)));
    const dated = await Promise.all(
      closed.map(async (name) => {
        const path = join(this.#folder, name);
        return { path, changedAtMs: (await stat(path)).mtimeMs };
      }),
    );
    dated.sort((a, b) => b.changedAtMs - a.changedAtMs);
    for (const { path } of dated.slice(KEPT_RECORDINGS)) {
      await this.remove(path);
    }
  }

  /** Deletes a recording that no session has open. */
  async remove(path: string): Promise<void> {
    for (const suffix of ['', '-wal', '-shm']) await rm(path + suffix, { force: true });
  }
}
