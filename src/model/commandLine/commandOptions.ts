import { InspectorError } from '../../protocol/errors.ts';

/** What options of a program do: nothing to a feed, with or without a value, or something, with or without one. */
export interface OptionTable {
  /** Names without dashes, of one letter or long. */
  readonly ignored: readonly string[];
  readonly ignoredWithValue: readonly string[];
  readonly flags: Readonly<Record<string, () => void>>;
  readonly values: Readonly<Record<string, (value: string) => void>>;
  readonly positional: (word: string) => void;
}

/**
 * Goes through the words of a command as most programs read them: `--name value`, `--name=value`, `-n value`, `-nvalue`,
 * and flags of one letter put together.
 * @throws InspectorError `invalid-option` naming the option that is not known, or lacks its value
 */
export function readOptions(program: string, words: readonly string[], table: OptionTable): void {
  const rest = [...words];
  let isLiteral = false;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (isLiteral || word === '-' || !word.startsWith('-')) table.positional(word);
    else if (word === '--') isLiteral = true;
    else if (word.startsWith('--')) readLong(program, word, rest, table);
    else readShort(program, word, rest, table);
  }
}

function readLong(program: string, word: string, rest: string[], table: OptionTable): void {
  const equals = word.indexOf('=');
  const name = word.slice(2, equals < 0 ? undefined : equals);
  if (equals < 0 && (isIn(table.flags, name) || table.ignored.includes(name))) {
    table.flags[name]?.();
    return;
  }
  if (!takesValue(table, name)) throw unknownOption(program, word);
  const value = equals < 0 ? rest.shift() : word.slice(equals + 1);
  giveValue(program, `--${name}`, name, value, table);
}

function readShort(program: string, word: string, rest: string[], table: OptionTable): void {
  for (let place = 1; place < word.length; place += 1) {
    const letter = word.charAt(place);
    if (isIn(table.flags, letter) || table.ignored.includes(letter)) {
      table.flags[letter]?.();
      continue;
    }
    if (!takesValue(table, letter)) throw unknownOption(program, `-${letter}`);
    const attached = word.slice(place + 1).replace(/^=/, '');
    giveValue(program, `-${letter}`, letter, attached === '' ? rest.shift() : attached, table);
    return;
  }
}

function giveValue(
  program: string,
  option: string,
  name: string,
  value: string | undefined,
  table: OptionTable,
): void {
  if (value === undefined) {
    throw new InspectorError(
      'invalid-option',
      `${program} ${option} has no value`,
      'paste the whole command',
    );
  }
  table.values[name]?.(value);
}

function takesValue(table: OptionTable, name: string): boolean {
  return isIn(table.values, name) || table.ignoredWithValue.includes(name);
}

function isIn(options: Readonly<Record<string, unknown>>, name: string): boolean {
  return Object.hasOwn(options, name);
}

function unknownOption(program: string, option: string): InspectorError {
  return new InspectorError(
    'invalid-option',
    `${program} ${option} is not known here`,
    'take it out of the command, and set what it does in the options of the feed',
  );
}
