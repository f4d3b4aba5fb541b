import type { Exchange } from '../http/exchange.ts';

/** What a stream consists of: events of an event stream, lines that are JSON each, or pieces as they come. */
export type StreamFormat = 'event-stream' | 'lines' | 'chunks';

/** Newline-delimited JSON under its several names, and JSON text sequences (RFC 7464). */
const LINE_TYPES: readonly string[] = [
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonl',
  'application/jsonlines',
  'application/x-jsonlines',
  'application/stream+json',
  'application/x-json-stream',
  'application/json-seq',
];
/** Without a format of its own. A body of these types whose length is told beforehand is no stream. */
const CHUNK_TYPES: readonly string[] = ['text/plain', 'application/octet-stream'];

/** @returns null where the content type of an answer is that of no stream */
export function streamFormatOf(exchange: Pick<Exchange, 'header'>): StreamFormat | null {
  const [essence = ''] = (exchange.header('content-type') ?? '').split(';', 1);
  const type = essence.trim().toLowerCase();
  if (type === 'text/event-stream') return 'event-stream';
  if (LINE_TYPES.includes(type)) return 'lines';
  return CHUNK_TYPES.includes(type) && exchange.header('content-length') === null ? 'chunks' : null;
}
