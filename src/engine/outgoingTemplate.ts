import { randomUUID } from 'node:crypto';
import {
  fillVariables,
  isVariable,
  parseVariables,
  placeIn,
  type TextPart,
  type VariableSources,
} from '../model/variables.ts';
import { InspectorError } from '../protocol/errors.ts';
import type { Outgoing } from '../protocol/outgoing.ts';

/** What is to be sent, as it came from outside and was checked. */
export interface SendRequest {
  readonly outgoing: Outgoing;
  readonly hasVariables: boolean;
  /** Whether environment variables may be put in: not where a folder that nobody trusts may have suggested it. */
  readonly readsEnvironment: boolean;
}

type Moment = Pick<VariableSources, 'nowMs' | 'random' | 'count'>;

/** What is to be sent, with its variables found once, to be put in at each send. */
export class OutgoingTemplate {
  readonly kind: Outgoing['kind'];
  readonly #request: SendRequest;
  readonly #parts: readonly TextPart[];

  /** @throws InspectorError `invalid-option` naming the place of what is no variable */
  constructor(request: SendRequest) {
    this.kind = request.outgoing.kind;
    this.#request = request;
    this.#parts = request.hasVariables ? partsOf(textOf(request.outgoing)) : [];
  }

  get hasCounter(): boolean {
    return this.#parts.some((part) => isVariable(part) && part.content.kind === 'counter');
  }

  /** @throws InspectorError `invalid-option` where an environment variable is not set or may not be read */
  fill(moment: Moment): Outgoing {
    const { outgoing, hasVariables } = this.#request;
    if (!hasVariables) return outgoing;
    const env = (name: string): string => this.#environmentVariable(name);
    return withText(outgoing, fillVariables(this.#parts, { ...moment, uuid: randomUUID, env }));
  }

  #environmentVariable(name: string): string {
    if (!this.#request.readsEnvironment) {
      throw new InspectorError(
        'invalid-option',
        `{{env:${name}}} is not put in, because this workspace is not trusted`,
        'trust the workspace, or write the value itself',
      );
    }
    const value = process.env[name];
    if (value !== undefined) return value;
    throw new InspectorError(
      'invalid-option',
      `the environment variable ${name} is not set where the editor's extensions run`,
      'check its name, or set it and start the editor again',
    );
  }
}

function partsOf(text: string): readonly TextPart[] {
  const { parts, problem } = parseVariables(text);
  if (parts !== null) return parts;
  const { line, column } = placeIn(text, problem.start);
  const token = text.slice(problem.start, problem.end);
  throw new InspectorError(
    'invalid-option',
    `${token} in line ${line}, column ${column} cannot be put in: ${problem.message}`,
    'correct it, or turn variables off',
  );
}

/** Where variables are looked for. */
function textOf(outgoing: Outgoing): string {
  switch (outgoing.kind) {
    case 'text':
    case 'ping':
      return outgoing.text;
    case 'close':
      return outgoing.reason;
    case 'binary':
    case 'file':
      return '';
  }
}

function withText(outgoing: Outgoing, text: string): Outgoing {
  switch (outgoing.kind) {
    case 'text':
    case 'ping':
      return { ...outgoing, text };
    case 'close':
      return { ...outgoing, reason: text };
    case 'binary':
    case 'file':
      return outgoing;
  }
}
