import type { IncomingMessage } from 'node:http';

/** What is wrong with a request, in a sentence for who wrote the client. */
export interface Refusal {
  readonly refusal: string;
}

/**
 * How far a client has read, by what it says: `?after=<seq>`, a header that holds a position, or the entity tag of an
 * earlier answer. The furthest counts, so that an address with `?after=0` moves on with its entity tags. Null: it says
 * nothing, or a position of an earlier run of the server; it starts from now.
 */
export function readPosition(request: IncomingMessage, url: URL, latestSeq: number): number | null | Refusal {
  const positions: number[] = [];
  const stated = [
    ['after', url.searchParams.get('after')],
    ['Last-Event-ID', request.headers['last-event-id']],
  ] as const;
  for (const [name, value] of stated) {
    // An empty last event id says that there is none (WHATWG HTML, section 9.2.6).
    if (value === null || value === undefined || value === '') continue;
    const seq = parseSeq(String(value));
    if (seq === null) {
      return { refusal: `${name} is the seq of a message, such as 42, and not "${String(value)}".` };
    }
    positions.push(seq);
  }
  positions.push(...entityTagPositions(request));
  if (positions.length === 0) return null;
  const furthest = Math.max(...positions);
  return furthest > latestSeq ? null : furthest;
}

export function isRefusal(position: number | null | Refusal): position is Refusal {
  return position !== null && typeof position === 'object';
}

/** The positions in `If-None-Match` (RFC 9110, section 13.1.2: weak comparison, a list is allowed). Other tags match nothing. */
export function entityTagPositions(request: IncomingMessage): readonly number[] {
  const tags = request.headers['if-none-match'] ?? '';
  return [...tags.matchAll(/"(\d{1,15})"/g)].map(([, digits]) => Number(digits));
}

function parseSeq(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
