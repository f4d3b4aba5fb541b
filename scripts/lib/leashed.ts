import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { atEnd } from './cleanup.ts';

const LEASH = join(import.meta.dirname, 'leash.ts');

export interface LeashedOptions {
  readonly cwd?: string;
  /** On top of this process's own environment; null takes a variable out. */
  readonly env?: Readonly<Record<string, string | null>>;
  /** `inherit` shows the output as it comes; by default it is read from `stdout` and `stderr`. */
  readonly output?: 'inherit' | 'pipe';
}

/** A process that ends, with all it started, when `end` is called or when this process is gone. */
export interface Leashed {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  /** The exit code; 1 where a signal ended it. Never rejects. */
  readonly exited: Promise<number>;
  /** Resolves when nothing of it is left. */
  readonly end: () => Promise<void>;
}

/** Starts a command. One that cannot be started exits with 127, having said why on standard error. */
export function startLeashed(
  command: string,
  commandArguments: readonly string[],
  { cwd, env = {}, output = 'pipe' }: LeashedOptions = {},
): Leashed {
  const leash = spawn(process.execPath, [LEASH, command, ...commandArguments], {
    stdio: ['pipe', output, output],
    env: environment(env),
    detached: process.platform !== 'win32',
    windowsHide: true,
    ...(cwd === undefined ? {} : { cwd }),
  });
  const exited = new Promise<number>((resolve) => {
    leash.on('error', () => {
      resolve(127);
    });
    leash.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
  const end = async (): Promise<void> => {
    leash.stdin?.end();
    await exited;
  };
  void exited.then(atEnd(end));
  return { stdout: leash.stdout, stderr: leash.stderr, exited, end };
}

function environment(changes: Readonly<Record<string, string | null>>): NodeJS.ProcessEnv {
  const result = { ...process.env };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) Reflect.deleteProperty(result, name);
    else result[name] = value;
  }
  return result;
}
