import { startDemoServer } from '../demo/demoServer.ts';
import type { EndSignal } from './endSignal.ts';
import type { Arguments } from './parseCommand.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { parseDuration, parseInteger, parseNumber, parseSize } from './values.ts';

const MAX_PORT = 65_535;
const MAX_RATE = 1_000_000;
const MAX_SEED = 2 ** 32 - 1;

/** `serve --demo`: serves until the user ends it. @returns the exit code */
export async function serve(words: Arguments, terminal: Terminal, end: EndSignal): Promise<number> {
  if (!words.isSet('demo') || words.positionals.length > 0) {
    throw new UsageError('serve has one feed to serve, the demo', 'write serve --demo');
  }
  const given = <T>(name: string, parse: (text: string) => T): T | undefined => {
    const text = words.one(name);
    return text === null ? undefined : parse(text);
  };
  const options = {
    port: given('port', (text) => parseInteger(text, 'port', 0, MAX_PORT)),
    rate: given('rate', (text) => parseNumber(text, 'rate', 0, MAX_RATE)),
    sizeBytes: given('size', (text) => parseSize(text, 'size')),
    burstiness: given('burstiness', (text) => parseNumber(text, 'burstiness', 0, 1)),
    seed: given('seed', (text) => parseInteger(text, 'seed', 0, MAX_SEED)),
    longPollTimeoutMs: given('timeout', (text) => parseDuration(text, 'timeout')),
  };
  const server = await startDemoServer(withoutUndefined(options));
  terminal.print(`listening on ${server.origin}`);
  terminal.flush();
  await new Promise<void>((resolve) => {
    end.onEnd(resolve);
  });
  await server.close();
  return 0;
}

function withoutUndefined<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // What is left out takes its default; `undefined` would be a value of its own.
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
