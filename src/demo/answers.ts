import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** Pages of any origin may read the feed, where it stands included. */
export const SHARED_HEADERS: OutgoingHttpHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Cursor, Messages-Gone',
};

/** Answers with nothing more and ends. */
export function answerNothing(
  response: ServerResponse,
  status: 204 | 304,
  headers: OutgoingHttpHeaders = {},
): void {
  response.writeHead(status, { ...SHARED_HEADERS, 'Cache-Control': 'no-store', ...headers });
  response.end();
}

/** Answers with a sentence and ends. */
export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: OutgoingHttpHeaders = {},
): void {
  const body = Buffer.from(`${text}\n`);
  response.writeHead(status, {
    ...SHARED_HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': body.byteLength,
    ...headers,
  });
  response.end(body);
}

export function answerJson(response: ServerResponse, body: Buffer, headers: OutgoingHttpHeaders = {}): void {
  response.writeHead(200, {
    ...SHARED_HEADERS,
    'Content-Type': 'application/json',
    'Content-Length': body.byteLength,
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end(body);
}
