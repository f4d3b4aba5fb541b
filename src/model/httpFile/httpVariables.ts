import type { VariableProblem } from '../feeds/feedVariables.ts';

/** A value in which others stand goes no deeper than this. */
const MAX_DEPTH = 10;
const MAX_FILLED_CHARACTERS = 1_000_000;
const VARIABLE = /\{\{([^{}\r\n]*)\}\}/g;

/** Where values come from. */
export interface HttpVariableScope {
  /** `@name = value` of the file, else of the environment. */
  readonly values: ReadonlyMap<string, string>;
  /** Of this process; null: its variables are not to be read, for the workspace is not trusted. */
  readonly env: ((name: string) => string | undefined) | null;
  /** Of the `.env` file next to it. */
  readonly dotenv: ReadonlyMap<string, string>;
  /** A random UUID (RFC 9562, version 4). */
  readonly uuid: () => string;
  readonly nowMs: number;
  /** Between 0 and 1, without 1. */
  readonly random: () => number;
}

/** The text with a value for each `{{name}}`, or why it has none. */
export function fillHttpVariables(text: string, scope: HttpVariableScope): string | VariableProblem {
  return fill(text, scope, []);
}

function fill(text: string, scope: HttpVariableScope, within: readonly string[]): string | VariableProblem {
  const problems: VariableProblem[] = [];
  const filled = text.replaceAll(VARIABLE, (_, written: string) => {
    const value = problems.length === 0 ? valueOf(written.trim(), scope, within) : '';
    if (typeof value === 'string') return value;
    problems.push(value);
    return '';
  });
  const [problem] = problems;
  if (problem !== undefined) return problem;
  if (filled.length <= MAX_FILLED_CHARACTERS) return filled;
  return { message: 'variables make this text too long', action: 'shorten their values' };
}

function valueOf(
  name: string,
  scope: HttpVariableScope,
  within: readonly string[],
): string | VariableProblem {
  if (name.startsWith('$')) return systemValue(name.slice(1), scope);
  const value = scope.values.get(name);
  if (value === undefined) {
    return {
      message: `{{${name}}} has no value`,
      action: `give it by @${name} = value, or in http-client.env.json`,
    };
  }
  if (within.includes(name) || within.length >= MAX_DEPTH) {
    return { message: `{{${name}}} refers to itself`, action: 'give it a value of its own' };
  }
  return fill(value, scope, [...within, name]);
}

/** Those of REST Client and JetBrains that need no program and no file. */
function systemValue(written: string, scope: HttpVariableScope): string | VariableProblem {
  const [name = '', first = '', second = ''] = written.split(/\s+/);
  switch (name) {
    case 'guid':
    case 'uuid':
    case 'random.uuid':
      return scope.uuid();
    case 'timestamp':
      return String(Math.floor(scope.nowMs / 1_000));
    case 'isoTimestamp':
      return new Date(scope.nowMs).toISOString();
    case 'randomInt':
      return String(randomInteger(first, second, scope.random));
    case 'processEnv':
      return processVariable(first, scope);
    case 'dotenv':
      return scope.dotenv.get(first) ?? { message: `.env has no ${first}`, action: 'write it there' };
    default:
      return { message: `{{$${name}}} is not known here`, action: 'write the value' };
  }
}

function randomInteger(from: string, to: string, random: () => number): number {
  const least = /^-?\d+$/.test(from) ? Number(from) : 0;
  const beyond = /^-?\d+$/.test(to) ? Number(to) : 1_000;
  return least + Math.floor(random() * Math.max(1, beyond - least));
}

function processVariable(name: string, { env }: HttpVariableScope): string | VariableProblem {
  if (env === null) {
    return {
      message: `{{$processEnv ${name}}} is not read in a workspace that is not trusted`,
      action: 'trust the workspace, or write the value',
    };
  }
  return (
    env(name) ?? {
      message: `there is no environment variable ${name}`,
      action: 'set it where VS Code is started, or write the value',
    }
  );
}
