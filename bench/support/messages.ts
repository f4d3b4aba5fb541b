/** What every sender sends: JSON of exactly this many bytes, no two alike, as compressible as such feeds are. */
export const MESSAGE_BYTES = 200;

const SYMBOLS = ['ACME', 'BOLT', 'CRUX', 'DUNE', 'ECHO', 'FLUX', 'GRID', 'HALO'];

/** Messages end to end, MESSAGE_BYTES each, numbered from 0. */
export function makeMessages(count: number): Buffer[] {
  return Array.from({ length: count }, (_, seq) => {
    // A multiplicative hash: figures that look random, the same in every run.
    const noise = Math.imul(seq + 1, 0x9e3779b1) >>> 0;
    const body = {
      id: `m-${seq}`,
      seq,
      type: 'trade',
      symbol: SYMBOLS[noise % SYMBOLS.length],
      price: (noise % 1_000_000) / 100,
      quantity: (noise >>> 12) % 5_000,
      side: noise & 1 ? 'buy' : 'sell',
      venue: (noise ^ 0x5bd1e995).toString(16),
      note: '',
    };
    const shortBytes = JSON.stringify(body).length;
    return Buffer.from(JSON.stringify({ ...body, note: 'x'.repeat(MESSAGE_BYTES - shortBytes) }));
  });
}
