/** What stands between `${` and `}` in a feed of the workspace. */
const VARIABLE = /\$\{([^{}\r\n]*)(\}?)/g;
/** A value that refers to others goes no deeper than this: it is a mistake, or a trap. */
const MAX_DEPTH = 10;
/** Of a text once everything is put in: values that repeat others grow fast. */
const MAX_FILLED_CHARACTERS = 1_000_000;

/** Where values come from. */
export interface VariableScope {
  /** Of the chosen environment and `.env` files. */
  readonly values: ReadonlyMap<string, string>;
  /** Of this process; null: its variables are not to be read, for the workspace is not trusted. */
  readonly env: ((name: string) => string | undefined) | null;
  readonly workspaceFolder: string;
  /** What the chosen environment is called; null: there is none. */
  readonly environment: string | null;
}

/** Why a text cannot be filled: what is wrong and what to do, as phrases without a full stop. */
export interface VariableProblem {
  readonly message: string;
  readonly action: string;
}

/**
 * The text with a value for each variable. Secrets stay as they are written: the engine puts them in.
 * @returns a problem where one has no value
 */
export function fillFeedVariables(
  text: string,
  scope: VariableScope,
): { readonly text: string } | VariableProblem {
  try {
    return { text: fill(text, scope, []) };
  } catch (error) {
    if (error instanceof Unresolved) return error.problem;
    throw error;
  }
}

/** Whether a text has variables other than secrets in it. */
export function hasFeedVariables(text: string): boolean {
  return /\$\{(?!secret:)/.test(text);
}

class Unresolved extends Error {
  readonly problem: VariableProblem;

  constructor(message: string, action: string) {
    super(message);
    this.problem = { message, action };
  }
}

function fill(text: string, scope: VariableScope, within: readonly string[]): string {
  const filled = text.replaceAll(VARIABLE, (whole: string, name: string, close: string) => {
    if (close === '') throw new Unresolved(`"${whole}" is not closed`, 'write it as ${name}');
    return valueOf(name.trim(), whole, scope, within);
  });
  if (filled.length <= MAX_FILLED_CHARACTERS) return filled;
  throw new Unresolved(
    'variables make this text too long',
    `keep it below ${MAX_FILLED_CHARACTERS} characters`,
  );
}

function valueOf(name: string, whole: string, scope: VariableScope, within: readonly string[]): string {
  if (name.startsWith('secret:')) return whole;
  if (name === 'workspaceFolder') return scope.workspaceFolder;
  if (name.startsWith('env:')) return environmentVariable(name.slice('env:'.length), scope);
  const value = scope.values.get(name);
  if (value === undefined) {
    const where = scope.environment === null ? '' : ` in the environment "${scope.environment}"`;
    throw new Unresolved(
      `\${${name}} has no value${where}`,
      `give ${name} under "environments", or in a .env file`,
    );
  }
  if (within.includes(name) || within.length >= MAX_DEPTH) {
    throw new Unresolved(`\${${name}} refers to itself`, 'give it a value of its own');
  }
  return fill(value, scope, [...within, name]);
}

function environmentVariable(name: string, { env }: VariableScope): string {
  if (env === null) {
    throw new Unresolved(
      `\${env:${name}} is not read in a workspace that is not trusted`,
      'trust the workspace, or write the value',
    );
  }
  const value = env(name);
  if (value !== undefined) return value;
  throw new Unresolved(
    `there is no environment variable ${name}`,
    'set it where VS Code is started, or write the value',
  );
}
