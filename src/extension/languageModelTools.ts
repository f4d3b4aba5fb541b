import {
  type Disposable,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  LanguageModelTextPart,
  LanguageModelToolResult,
  lm,
  type PreparedToolInvocation,
} from 'vscode';
import { ACTING_TOOLS } from '../engine/agents/actingTools.ts';
import { answerText } from '../engine/agents/agentAnswers.ts';
import type { AgentSession, AgentTool } from '../engine/agents/agentTool.ts';
import { READING_TOOLS } from '../engine/agents/readingTools.ts';
import { fieldsOf } from '../engine/fields.ts';
import { formatError, InspectorError, toErrorInfo } from '../protocol/errors.ts';
import type { Inspector } from './inspector.ts';
import { LANGUAGE_MODEL_TOOL_PREFIX } from './languageModelNames.ts';

/** What language models can ask of the panel that was in front last. */
export function registerLanguageModelTools(inspector: Inspector): Disposable[] {
  return [...READING_TOOLS, ...ACTING_TOOLS].map((tool) =>
    lm.registerTool(LANGUAGE_MODEL_TOOL_PREFIX + tool.name, new EditorTool(tool, inspector)),
  );
}

class EditorTool implements LanguageModelTool<object> {
  readonly #tool: AgentTool;
  readonly #inspector: Inspector;

  constructor(tool: AgentTool, inspector: Inspector) {
    this.#tool = tool;
    this.#inspector = inspector;
  }

  prepareInvocation({ input }: LanguageModelToolInvocationPrepareOptions<object>): PreparedToolInvocation {
    const question = this.#tool.confirm?.(fieldsOf(input));
    return {
      invocationMessage: this.#tool.title,
      ...(question === undefined ? {} : { confirmationMessages: question }),
    };
  }

  async invoke({ input }: LanguageModelToolInvocationOptions<object>): Promise<LanguageModelToolResult> {
    try {
      const session = await this.#session();
      return textResult(answerText(await this.#tool.run(fieldsOf(input), session)));
    } catch (error) {
      // The model reads it, and can tell the user what to do.
      throw new Error(formatError(toErrorInfo(error)), { cause: error });
    }
  }

  /** What acts may open a panel, as the user has agreed to it. */
  async #session(): Promise<AgentSession> {
    const open = this.#inspector.currentSession();
    if (open !== null) return open;
    if (this.#tool.name === 'connect') await this.#inspector.open();
    const opened = this.#inspector.currentSession();
    if (opened !== null) return opened;
    throw new InspectorError(
      'not-found',
      'no inspector panel is open',
      'connect to a feed, or open a recording',
    );
  }
}

function textResult(text: string): LanguageModelToolResult {
  return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
}
