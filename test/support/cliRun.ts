import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.ts';
import { waitFor } from './waitFor.ts';

/** What a process of Node runs as the command line: what users get. Its sources would take a second more to start each time. */
export const CLI_MAIN = join(ROOT, 'dist', 'cli.js');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a user runs it: a process of its own. */
export class CliRun implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #stdout = '';
  #stderr = '';

  constructor(words: readonly string[], options: { readonly cwd?: string } = {}) {
    this.#child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI_MAIN, ...words], {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (this.#stdout += chunk));
    this.#child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (this.#stderr += chunk));
    this.#ended = new Promise((resolve) => this.#child.on('close', resolve));
  }

  get stdout(): string {
    return this.#stdout;
  }

  /** Waits for a text on standard output. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    return waitFor(`${String(pattern)} on standard output`, () => pattern.exec(this.#stdout));
  }

  /** Closes the end that reads its standard output, as `head` does. */
  stopReading(): void {
    this.#child.stdout?.destroy();
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async result(): Promise<CliResult> {
    const code = await this.#ended;
    return { code, stdout: this.#stdout, stderr: this.#stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

export function runCli(...words: readonly string[]): Promise<CliResult> {
  return new CliRun(words).result();
}
