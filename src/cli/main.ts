import { VERSION } from '../engine/version.ts';
import { visibleLine } from '../model/visibleText.ts';
import { formatError, toErrorInfo } from '../protocol/errors.ts';
import { compare } from './compare.ts';
import { EndSignal } from './endSignal.ts';
import { estimate } from './estimate.ts';
import { exportCommand, importCommand } from './exchange.ts';
import { helpOn, overview } from './help.ts';
import { COMMANDS } from './options.ts';
import { type Arguments, parseCommand } from './parseCommand.ts';
import { serve } from './serve.ts';
import { keepHeapSmall } from './smallHeap.ts';
import { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { watch } from './watch.ts';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

type Run = (words: Arguments, terminal: Terminal, end: EndSignal) => Promise<number>;
const RUNS: Readonly<Record<string, Run>> = {
  watch,
  compare,
  estimate,
  serve,
  // Its protocol's library is only got ready where it is wanted.
  mcp: async (words, _, end) => (await import('./mcp.ts')).mcp(words, end),
  export: exportCommand,
  import: importCommand,
};

async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  const [name = '', ...rest] = words;
  if (name === '--version') {
    terminal.print(VERSION);
    return 0;
  }
  if (name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    terminal.print(overview());
    return 0;
  }
  const commandName = name === 'help' ? rest[0] : name;
  const command = COMMANDS.find((candidate) => candidate.name === commandName);
  const perform = RUNS[commandName ?? ''];
  if (command === undefined || perform === undefined) {
    const names = COMMANDS.map((known) => known.name).join(', ');
    throw new UsageError(
      commandName === '' ? 'no command was given' : `there is no command ${commandName ?? ''}`,
      `use one of ${names}, or --help`,
    );
  }
  const parsed = parseCommand(command, name === 'help' ? ['--help'] : rest);
  if (parsed.isSet('help')) {
    terminal.print(helpOn(command));
    return 0;
  }
  return perform(parsed, terminal, EndSignal.ofProcess());
}

async function main(): Promise<number> {
  const terminal = new Terminal();
  try {
    return await run(process.argv.slice(2), terminal);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    terminal.note(visibleLine(formatError(toErrorInfo(isUsage ? error.error : error))));
    return isUsage ? EXIT_USAGE : EXIT_FAILED;
  } finally {
    terminal.flush();
  }
}

keepHeapSmall();
// Output is written synchronously, so nothing is cut off here.
process.exit(await main());
