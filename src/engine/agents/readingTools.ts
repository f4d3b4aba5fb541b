import { adviseOn } from '../../model/advice.ts';
import { redactAddress } from '../../model/redaction.ts';
import type { Comparison } from '../../protocol/comparison.ts';
import { InspectorError } from '../../protocol/errors.ts';
import { EVERY_ROW, type RowPage, type RowQuery } from '../../protocol/panel.ts';
import { FIGURES } from '../../protocol/statistics.ts';
import { type Fields, requireNumber, requireString, wrongField } from '../fields.ts';
import { captureAnswer, messageAnswer } from './agentAnswers.ts';
import type { AgentSession, AgentTool } from './agentTool.ts';

const DEFAULT_MESSAGES = 20;
const MAX_MESSAGES = 100;
/** Of a payload, told at once: more would fill a model's context. */
const MAX_TEXT_BYTES = 32 * 1024;
/** How long a filter may search a long recording. */
const SEARCH_LIMIT_MS = 20_000;

const CAPTURE_IDS = {
  type: 'array',
  description: 'Ids of the captures to look at, from list_captures. Left out: all.',
  items: { type: 'integer' },
} as const;

const listCaptures: AgentTool = {
  name: 'list_captures',
  title: 'List captures',
  description:
    'Lists the captures of real-time feeds (short polling, long polling, WebSocket, SSE): state, address, requests, messages, wire bytes, errors.',
  inputSchema: { type: 'object', properties: {}, additionalProperties: false },
  confirm: null,
  run: async (_, session) => {
    const { captures, rowCount, droppedRows } = await session.call('session/snapshot', {});
    return { captures: captures.map(captureAnswer), rows: rowCount, droppedRows };
  },
};

const queryMessages: AgentTool = {
  name: 'query_messages',
  title: 'Query messages',
  description:
    "Reads captured messages and control frames, the beginning of each. The filter is the inspector's own language: words, quoted texts, /patterns/, size>2kb, event:name, $.path == 'value', combined with and, or, not. Without an offset the newest come.",
  inputSchema: {
    type: 'object',
    properties: {
      filter: { type: 'string', description: 'Which messages. Left out: all.' },
      captureIds: CAPTURE_IDS,
      direction: { type: 'string', enum: ['in', 'out'], description: 'Received or sent. Left out: both.' },
      offset: { type: 'integer', minimum: 0, description: 'How many matches to pass over, from the oldest.' },
      limit: {
        type: 'integer',
        minimum: 1,
        maximum: MAX_MESSAGES,
        description: `How many to read, ${DEFAULT_MESSAGES} by default.`,
      },
    },
    additionalProperties: false,
  },
  confirm: null,
  run: async (input, session) => {
    const query = queryOf(input);
    const limit = optionalNumber(input, 'limit', 1, MAX_MESSAGES) ?? DEFAULT_MESSAGES;
    const { matchCount, rowCount } = await search(session, query);
    const from = optionalNumber(input, 'offset', 0, Infinity) ?? Math.max(0, matchCount - limit);
    const { rows } = await session.call('rows/read', { query, from, to: from + limit });
    return { matches: matchCount, of: rowCount, offset: from, messages: rows.map(messageAnswer) };
  },
};

const readMessage: AgentTool = {
  name: 'read_message',
  title: 'Read a message',
  description: `Reads the payload of one message by its row, at most ${MAX_TEXT_BYTES / 1024} KiB at a time.`,
  inputSchema: {
    type: 'object',
    properties: {
      row: { type: 'integer', minimum: 0, description: 'The row, from query_messages.' },
      offsetBytes: { type: 'integer', minimum: 0, description: 'Where in the payload to begin.' },
    },
    required: ['row'],
    additionalProperties: false,
  },
  confirm: null,
  run: async (input, session) => {
    const from = optionalNumber(input, 'offsetBytes', 0, Infinity) ?? 0;
    const { row, payload } = await session.call('frame/readWhole', { row: requireNumber(input, 'row') });
    const part = payload.subarray(from, from + MAX_TEXT_BYTES);
    const text = row.isBinary ? Buffer.from(part).toString('hex') : Buffer.from(part).toString();
    const readBytes = from + part.length;
    return {
      ...messageAnswer(row),
      [row.isBinary ? 'hex' : 'text']: text,
      offsetBytes: from,
      ...(readBytes < row.sizeBytes ? { nextOffsetBytes: readBytes } : {}),
    };
  },
};

const statistics: AgentTool = {
  name: 'statistics',
  title: 'Statistics',
  description:
    'Quantiles of message sizes, gaps, delivery delays, round trips and hold times of each capture, and its messages by event type.',
  inputSchema: { type: 'object', properties: { captureIds: CAPTURE_IDS }, additionalProperties: false },
  confirm: null,
  run: async (input, session) => {
    const { captures } = await session.call('session/snapshot', {});
    const captureIds = captureIdsOf(input) ?? captures.map(({ captureId }) => captureId);
    const { distributions, eventTypes } = await session.call('statistics/read', { captureIds });
    const quantiles: Record<string, object | null> = {};
    for (const figure of FIGURES) {
      const series = distributions[figure]?.series;
      quantiles[figure] = series?.map(({ captureId, quantiles: of }) => ({ captureId, ...of })) ?? null;
    }
    return {
      units: 'size and sentSize in bytes, others in ms',
      quantiles,
      eventTypes,
    };
  },
};

const compareMethods: AgentTool = {
  name: 'compare_methods',
  title: 'Compare methods',
  description:
    'Sets the four methods side by side on the captured feed: measured where captured, estimated where not (and says so), with advice and what limits it.',
  inputSchema: { type: 'object', properties: {}, additionalProperties: false },
  confirm: null,
  run: async (_, session) => {
    const comparison: Comparison = await session.call('comparison/read', { assumptions: {} });
    return {
      ...comparison,
      columns: comparison.columns.map((column) =>
        column.kind === 'measured' ? { ...column, label: redactAddress(column.label) } : column,
      ),
      advice: adviseOn(comparison, null),
    };
  },
};

/** What only looks at captures. */
export const READING_TOOLS: readonly AgentTool[] = [
  listCaptures,
  queryMessages,
  readMessage,
  statistics,
  compareMethods,
];

/** The engine searches a little with each call, so that feeds are not held up. */
async function search(session: AgentSession, query: RowQuery): Promise<RowPage> {
  const startedAtMs = performance.now();
  for (;;) {
    const page = await session.call('rows/read', { query, from: 0, to: 0 });
    if (page.progress >= 1) return page;
    if (performance.now() - startedAtMs > SEARCH_LIMIT_MS) {
      throw new InspectorError(
        'invalid-option',
        `the search took longer than ${SEARCH_LIMIT_MS / 1000} s, with ${page.matchCount} matches so far`,
        'look at fewer captures, or write a filter that is found sooner',
      );
    }
  }
}

function queryOf(input: Fields): RowQuery {
  const direction = optionalText(input, 'direction');
  if (direction !== null && direction !== 'in' && direction !== 'out') {
    throw wrongField('direction', '"in" or "out"');
  }
  return {
    ...EVERY_ROW,
    text: optionalText(input, 'filter') ?? '',
    direction,
    captureIds: captureIdsOf(input),
  };
}

function captureIdsOf(input: Fields): readonly number[] | null {
  const value = input.get('captureIds');
  if (value === undefined || value === null) return null;
  if (Array.isArray(value) && value.every((id) => typeof id === 'number')) return value;
  throw wrongField('captureIds', 'a list of numbers');
}

function optionalText(input: Fields, name: string): string | null {
  return input.get(name) === undefined ? null : requireString(input, name);
}

function optionalNumber(input: Fields, name: string, from: number, to: number): number | null {
  if (input.get(name) === undefined) return null;
  return Math.min(Math.max(Math.trunc(requireNumber(input, name)), from), to);
}
