import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { CommandSpec, OptionSpec } from './options.ts';
import { UsageError } from './usageError.ts';

/** An option with its value. */
export interface GivenOption {
  readonly name: string;
  readonly value: string;
}

/** What was written after a command's name. */
export class Arguments {
  readonly positionals: readonly string[];
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #given: readonly GivenOption[];

  constructor(
    positionals: readonly string[],
    values: Readonly<Record<string, unknown>>,
    given: readonly GivenOption[],
  ) {
    this.positionals = positionals;
    this.#values = values;
    this.#given = given;
  }

  isSet(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  /** The value of an option; null where it was not given. */
  one(name: string): string | null {
    const value = this.#values[name];
    return typeof value === 'string' ? value : null;
  }

  /** The values of an option that may be repeated, in order. */
  all(name: string): readonly string[] {
    const values = this.#values[name];
    return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
  }

  /** What was given of several options, in the order in which it was written. */
  inOrder(names: readonly string[]): readonly GivenOption[] {
    return this.#given.filter(({ name }) => names.includes(name));
  }
}

/** @throws UsageError where an option is unknown, lacks its value or has one that it does not take */
export function parseCommand(command: CommandSpec, words: readonly string[]): Arguments {
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...words],
      allowPositionals: true,
      tokens: true,
      options: Object.fromEntries(command.options.map(toConfig)),
    });
    const given = tokens.flatMap((token) =>
      token.kind === 'option' && token.value !== undefined ? [{ name: token.name, value: token.value }] : [],
    );
    return new Arguments(positionals, values, given);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node's own message: what is wrong in its first sentence, then how to write it.
    const [what = ''] = error.message.split(/[.\n]/, 1);
    throw new UsageError(what, `see realtime-inspector ${command.name} --help`);
  }
}

function toConfig({ name, short, value, isRepeatable }: OptionSpec): [string, OptionConfig] {
  return [
    name,
    {
      type: value === undefined ? 'boolean' : 'string',
      multiple: isRepeatable === true,
      ...(short === undefined ? {} : { short }),
    },
  ];
}

type OptionConfig = NonNullable<ParseArgsConfig['options']>[string];
