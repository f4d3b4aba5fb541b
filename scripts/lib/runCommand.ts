import { type LeashedOptions, startLeashed } from './leashed.ts';

export interface CommandResult {
  readonly code: number;
  /** Standard output and standard error as they came, empty where they were shown instead. */
  readonly output: string;
}

/**
 * Runs a command to its end.
 * @param timeoutMs after which it is ended, with a line about it in the output.
 */
export async function runCommand(
  command: string,
  commandArguments: readonly string[],
  { timeoutMs, ...options }: LeashedOptions & { readonly timeoutMs?: number } = {},
): Promise<CommandResult> {
  const leashed = startLeashed(command, commandArguments, options);
  const chunks: string[] = [];
  for (const stream of [leashed.stdout, leashed.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  }
  const limit = { isOver: false };
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          limit.isOver = true;
          chunks.push(`\nended after ${timeoutMs / 1000} s, its time limit\n`);
          void leashed.end();
        }, timeoutMs);
  const code = await leashed.exited;
  clearTimeout(timer);
  return { code: limit.isOver ? 124 : code, output: chunks.join('') };
}
