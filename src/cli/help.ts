import { COMMANDS, type CommandSpec, type OptionSpec } from './options.ts';

const COLUMN = 30;

export function overview(): string {
  const commands = COMMANDS.map(({ name, usage, help }) => `  ${name} ${usage}\n      ${help}`);
  return [
    'Inspects live feeds by short polling, long polling, WebSocket and Server-Sent Events.',
    '',
    'Usage: realtime-inspector <command> [options]',
    '',
    ...commands,
    '',
    'realtime-inspector <command> --help shows the options of a command; --version, the version.',
    'Exit code 0: ended by its limit, by you or by the server; 1: could not connect, or failed; 2: bad usage.',
    '',
  ].join('\n');
}

export function helpOn({ name, usage, help, options }: CommandSpec): string {
  return [
    `Usage: realtime-inspector ${name} ${usage} [options]`,
    '',
    help,
    '',
    ...options.map(optionLine),
    '',
  ].join('\n');
}

function optionLine({ name, short, value, isRepeatable, help }: OptionSpec): string {
  const flags = `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` <${value}>`}`;
  const text = isRepeatable === true ? `${help} (repeatable)` : help;
  return flags.length < COLUMN - 2
    ? `  ${flags.padEnd(COLUMN)}${text}`
    : `  ${flags}\n  ${' '.repeat(COLUMN)}${text}`;
}
