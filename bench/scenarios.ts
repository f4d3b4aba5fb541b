import type { Pairing } from './support/run.ts';

/** A capture against a plain client of the same feed, in the same run. */
export interface Scenario {
  readonly name: string;
  readonly reference: Pairing;
  readonly subject: Pairing;
  /** The share of the reference's rate that is to be reached. */
  readonly goal: number;
}

const MESSAGES = 2_000_000;

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'WebSocket capture against a plain ws client',
    reference: { sender: 'webSocketSender', receiver: 'plainWebSocket', messages: MESSAGES },
    subject: {
      sender: 'webSocketSender',
      receiver: 'capture',
      receiverArguments: ['websocket'],
      messages: MESSAGES,
    },
    goal: 0.5,
  },
  {
    name: 'SSE capture against a plain eventsource client',
    reference: { sender: 'eventStreamSender', receiver: 'plainEventSource', messages: MESSAGES / 2 },
    subject: {
      sender: 'eventStreamSender',
      receiver: 'capture',
      receiverArguments: ['sse'],
      messages: MESSAGES / 2,
    },
    goal: 0.8,
  },
];
