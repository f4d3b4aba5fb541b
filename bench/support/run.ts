import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { ReceiverReport } from './report.ts';

const PROCESSES = join(import.meta.dirname, '..', 'processes');

/** Who sends, and who receives. */
export interface Pairing {
  /** File names in bench/processes, without their ending. */
  readonly sender: string;
  readonly receiver: string;
  readonly receiverArguments?: readonly string[];
  readonly messages: number;
}

/** Runs a sender and a receiver, each in a process of its own. @throws Error where one of them fails */
export async function runPairing(pairing: Pairing): Promise<ReceiverReport> {
  const { sender, receiver, receiverArguments = [], messages } = pairing;
  return withSender(sender, [String(messages)], (port) =>
    answerOf<ReceiverReport>(start(receiver, [String(port), String(messages), ...receiverArguments])),
  );
}

/** Has a sender run for as long as `use` takes. */
export async function withSender<T>(
  name: string,
  processArguments: readonly string[],
  use: (port: number) => Promise<T>,
): Promise<T> {
  const sending = start(name, processArguments);
  try {
    const { port } = await answerOf<{ port: number }>(sending);
    return await use(port);
  } finally {
    sending.kill();
  }
}

/** Runs a process that measures by itself. @throws Error where it fails */
export function runAlone<T>(name: string, processArguments: readonly string[]): Promise<T> {
  return answerOf<T>(start(name, processArguments));
}

function start(name: string, processArguments: readonly string[]): ChildProcess {
  return fork(join(PROCESSES, `${name}.ts`), processArguments, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
}

/** The one message that a process sends of itself; its script says of what type. */
function answerOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => {
      resolve(message as T);
    });
    child.once('exit', (code) => {
      reject(new Error(`${child.spawnargs.slice(-3).join(' ')} ended with exit code ${String(code)}`));
    });
  });
}
