import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CallToolResult,
  fromJsonSchema,
  inputRequired,
  inputResponse,
  McpServer,
} from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { ACTING_TOOLS } from '../engine/agents/actingTools.ts';
import { answerText } from '../engine/agents/agentAnswers.ts';
import type { AgentSession, AgentTool, Confirmation } from '../engine/agents/agentTool.ts';
import { READING_TOOLS } from '../engine/agents/readingTools.ts';
import { type Fields, fieldsOf } from '../engine/fields.ts';
import { EngineService } from '../engine/service.ts';
import { VERSION } from '../engine/version.ts';
import { formatError, toErrorInfo } from '../protocol/errors.ts';
import { DEFAULT_RECORDING_BUDGET_BYTES } from '../protocol/limits.ts';
import type { EngineCalls, EngineMethod } from '../protocol/panel.ts';
import type { EndSignal } from './endSignal.ts';
import type { Arguments } from './parseCommand.ts';
import { UsageError } from './usageError.ts';

const SESSION_ID = 'mcp';
/** The question of a confirmation, and its answer. */
const CONFIRMATION = 'confirm';

/**
 * `mcp [recording]`: a server of the Model Context Protocol on standard input and output, for one client, until that closes
 * its end. Captures live in a temporary recording; one that is given is copied there and stays as it is. @returns the exit code
 */
export async function mcp(words: Arguments, end: EndSignal): Promise<number> {
  const [recording, ...more] = words.positionals;
  if (more.length > 0) throw new UsageError('mcp takes at most one recording', 'give one path, or none');
  const allowed = allowedTools(words.all('allow'));
  const folder = await mkdtemp(join(tmpdir(), 'realtime-inspector-'));
  const service = new EngineService(() => undefined);
  try {
    const path = join(folder, 'session.rtrec');
    if (recording !== undefined) await copyFile(recording, path);
    const session = new ServedSession(service);
    await session.open(path);
    const closed = new Promise<void>((resolve) => {
      process.stdin.once('close', resolve);
      process.stdin.once('end', resolve);
      end.onEnd(resolve);
    });
    const server = serveStdio(() => createServer(session, allowed));
    await closed;
    await server.close();
    await session.close();
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function allowedTools(names: readonly string[]): ReadonlySet<string> {
  for (const name of names) {
    if (ACTING_TOOLS.some((tool) => tool.name === name)) continue;
    const known = ACTING_TOOLS.map((tool) => tool.name).join(', ');
    throw new UsageError(`--allow ${name} is no tool that asks first`, `give one of ${known}`);
  }
  return new Set(names);
}

/** The one session of this process. */
class ServedSession implements AgentSession {
  readonly #service: EngineService;
  #lastId = 0;

  constructor(service: EngineService) {
    this.#service = service;
  }

  async open(path: string): Promise<void> {
    await this.#handle('session/open', { path, budgetBytes: DEFAULT_RECORDING_BUDGET_BYTES });
  }

  async close(): Promise<void> {
    await this.#handle('session/close', {});
  }

  async call<M extends EngineMethod>(
    method: M,
    params: EngineCalls[M]['params'],
  ): Promise<EngineCalls[M]['result']> {
    // The engine answers each method with its own result: the one cast at this boundary, as JSON would need.
    return (await this.#handle(method, params)) as EngineCalls[M]['result'];
  }

  #handle(method: EngineMethod | 'session/open' | 'session/close', params: unknown): Promise<unknown> {
    this.#lastId += 1;
    return this.#service.handle({ id: this.#lastId, sessionId: SESSION_ID, method, params });
  }
}

function createServer(session: AgentSession, allowed: ReadonlySet<string>): McpServer {
  const server = new McpServer({ name: 'realtime-inspector', version: VERSION });
  for (const tool of [...READING_TOOLS, ...ACTING_TOOLS]) {
    server.registerTool(
      tool.name,
      {
        title: tool.title,
        description: tool.description,
        inputSchema: fromJsonSchema<Record<string, unknown>>({ ...tool.inputSchema }),
        annotations: {
          readOnlyHint: tool.confirm === null,
          destructiveHint: false,
          openWorldHint: tool.confirm !== null,
        },
      },
      async (input, context) => {
        const fields = fieldsOf(input);
        try {
          const question = allowed.has(tool.name) ? null : (tool.confirm?.(fields) ?? null);
          if (question === null) return await perform(tool, fields, session);
          const answer = inputResponse(context.mcpReq.inputResponses, CONFIRMATION);
          if (answer.kind !== 'elicit') return ask(question);
          if (answer.action === 'accept' && answer.content?.[CONFIRMATION] === true) {
            return await perform(tool, fields, session);
          }
          return failed('cancelled: the user did not agree; ask them what they want instead');
        } catch (error) {
          return failed(formatError(toErrorInfo(error)));
        }
      },
    );
  }
  return server;
}

async function perform(tool: AgentTool, input: Fields, session: AgentSession): Promise<CallToolResult> {
  return { content: [{ type: 'text', text: answerText(await tool.run(input, session)) }] };
}

/** The user is asked by the client (MCP 2026-07-28, elicitation); one that cannot ask gets an error. */
function ask({ title, message }: Confirmation): ReturnType<typeof inputRequired> {
  return inputRequired({
    inputRequests: {
      [CONFIRMATION]: inputRequired.elicit({
        message: `${title}\n${message}`,
        requestedSchema: {
          type: 'object',
          properties: { [CONFIRMATION]: { type: 'boolean', title: 'Do it' } },
          required: [CONFIRMATION],
        },
      }),
    },
  });
}

function failed(text: string): CallToolResult {
  return { isError: true, content: [{ type: 'text', text }] };
}
