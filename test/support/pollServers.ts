import type { IncomingMessage, ServerResponse } from 'node:http';
import { startServer, type TestServer } from './httpServers.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface PollServer extends TestServer {
  /** Targets and fields of the requests that came, in order. */
  readonly requests: readonly Pick<IncomingMessage, 'method' | 'url' | 'headers'>[];
}

/** A server that answers each poll as the test says, in order; those beyond the last, as the last. */
export async function startPollServer(...answers: readonly Answer[]): Promise<PollServer> {
  const requests: IncomingMessage[] = [];
  const server = await startServer((request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(request);
    answer?.(request, response);
  });
  return { ...server, requests };
}

export function json(value: unknown, headers: Record<string, string> = {}): Answer {
  return text(JSON.stringify(value), { 'content-type': 'application/json', ...headers });
}

export function text(body: string | Uint8Array, headers: Record<string, string> = {}): Answer {
  return (_, response) => response.writeHead(200, headers).end(body);
}

export function status(code: number, headers: Record<string, string> = {}, body = ''): Answer {
  return (_, response) => response.writeHead(code, headers).end(body);
}

/** Takes the request and says nothing. */
export function hold(): Answer {
  return () => undefined;
}
