import { endWith, isEnding } from './cleanup.ts';

const EXIT_AFTER_INTERRUPT = 130;

/**
 * Runs a script's main function and exits with the code it returns, once everything it started is ended.
 *
 * Ctrl-C, a signal, a closed terminal and the end of the process that runs the script end it at any moment, with the
 * exit code that `interruptCode` says at that moment. A failure is printed as a sentence.
 */
export function runScript(
  main: () => Promise<number>,
  interruptCode = (): number => EXIT_AFTER_INTERRUPT,
): void {
  const interrupt = (): void => void endWith(interruptCode());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  process.on('disconnect', interrupt);
  // The channel is there for its end only; it must not keep the script alive.
  process.channel?.unref();
  void main().then(endWith, (error: unknown) => {
    // What fails because the script is being ended is no news.
    if (!isEnding()) console.error(error instanceof Error ? error.message : error);
    return endWith(1);
  });
}
