import type { StartFeed } from '../../protocol/feed.ts';
import { isMethod, METHODS, type MethodChoice } from '../../protocol/method.ts';
import { type Fields, requireNumber, requireString, wrongField } from '../fields.ts';
import { captureAnswer } from './agentAnswers.ts';
import type { AgentTool } from './agentTool.ts';

const CAPTURE_ID = { type: 'integer', description: 'The capture, from list_captures.' } as const;

const connect: AgentTool = {
  name: 'connect',
  title: 'Connect to a feed',
  description:
    'Connects to an address by one of the four methods and captures what comes, until it is disconnected. The user is asked first.',
  inputSchema: {
    type: 'object',
    properties: {
      url: { type: 'string', description: 'http:, https:, ws: or wss: address.' },
      method: {
        type: 'string',
        enum: ['auto', ...METHODS],
        description: 'How to connect. Left out or auto: it is found out.',
      },
    },
    required: ['url'],
    additionalProperties: false,
  },
  confirm: (input) => {
    const { url, method } = feedOf(input);
    const by = method === 'auto' ? 'by the method it speaks' : `by ${method}`;
    return {
      title: 'Connect to a feed?',
      message: `${url}, ${by}. Requests go to that address until it is disconnected.`,
    };
  },
  run: async (input, session) => {
    const { captureId } = await session.call('capture/start', { feed: feedOf(input) });
    const { captures } = await session.call('session/snapshot', {});
    const started = captures.find((capture) => capture.captureId === captureId);
    return started === undefined ? { captureId } : captureAnswer(started);
  },
};

const disconnect: AgentTool = {
  name: 'disconnect',
  title: 'Disconnect a capture',
  description: 'Ends a capture. What it captured stays. The user is asked first.',
  inputSchema: {
    type: 'object',
    properties: { captureId: CAPTURE_ID },
    required: ['captureId'],
    additionalProperties: false,
  },
  confirm: (input) => ({
    title: 'Disconnect a capture?',
    message: `Capture ${requireNumber(input, 'captureId')} ends. What it captured stays.`,
  }),
  run: async (input, session) => {
    const captureId = requireNumber(input, 'captureId');
    await session.call('capture/stop', { captureId });
    return { captureId, state: 'closed' };
  },
};

const send: AgentTool = {
  name: 'send',
  title: 'Send a message',
  description: 'Sends a text message on an open WebSocket capture. The user is asked first.',
  inputSchema: {
    type: 'object',
    properties: {
      captureId: CAPTURE_ID,
      text: { type: 'string', description: 'The message, sent as it is.' },
    },
    required: ['captureId', 'text'],
    additionalProperties: false,
  },
  confirm: (input) => ({
    title: `Send a message on capture ${requireNumber(input, 'captureId')}?`,
    message: requireString(input, 'text'),
  }),
  run: async (input, session) => {
    const captureId = requireNumber(input, 'captureId');
    const text = requireString(input, 'text');
    await session.call('capture/send', { captureId, outgoing: { kind: 'text', text } });
    return { captureId, sentCharacters: text.length };
  },
};

/** What others can see: each asks the user before. */
export const ACTING_TOOLS: readonly AgentTool[] = [connect, disconnect, send];

function feedOf(input: Fields): StartFeed {
  const method: unknown = input.get('method') ?? 'auto';
  if (!isChoice(method)) throw wrongField('method', `one of auto, ${METHODS.join(', ')}`);
  return { url: requireString(input, 'url'), method };
}

function isChoice(value: unknown): value is MethodChoice {
  return value === 'auto' || isMethod(value);
}
