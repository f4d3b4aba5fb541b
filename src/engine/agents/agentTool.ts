import type { EngineCalls, EngineMethod } from '../../protocol/panel.ts';
import type { Fields } from '../fields.ts';

/** A parameter as JSON Schema (draft 2020-12) describes it. */
type ParameterSchema =
  | { readonly type: 'string'; readonly description: string; readonly enum?: readonly string[] }
  | {
      readonly type: 'integer';
      readonly description: string;
      readonly minimum?: number;
      readonly maximum?: number;
    }
  | {
      readonly type: 'array';
      readonly description: string;
      readonly items: { readonly type: 'integer' | 'string' };
    };

interface InputSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, ParameterSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties: false;
}

/** What the captures of one session can be asked. */
export interface AgentSession {
  call<M extends EngineMethod>(
    method: M,
    params: EngineCalls[M]['params'],
  ): Promise<EngineCalls[M]['result']>;
}

/** What the user is asked before a tool does what others can see. */
export interface Confirmation {
  readonly title: string;
  /** Plain text; what came from the agent stands in it as it is. */
  readonly message: string;
}

/** Something a language model can do: read what was captured, or, once the user has agreed, connect and send. */
export interface AgentTool {
  /** In words joined by underscores. */
  readonly name: string;
  readonly title: string;
  /** What it is for, told to the model. */
  readonly description: string;
  readonly inputSchema: InputSchema;
  /** Null: it only reads. */
  readonly confirm: ((input: Fields) => Confirmation) | null;
  /** @throws InspectorError naming what is wrong with the input, or what the engine says */
  readonly run: (input: Fields, session: AgentSession) => Promise<object>;
}
