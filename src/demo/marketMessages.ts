import { SeededRandom } from './seededRandom.ts';

const SYMBOLS = ['AURA', 'BOLT', 'CRUX', 'DYNE', 'ECHO', 'FLUX', 'GALE', 'HALO'] as const;
const VENUES = ['NORTH', 'EAST', 'DARK', 'OPEN'] as const;
const SIDES = ['buy', 'sell'] as const;
const ORDER_STATES = ['new', 'partly-filled', 'filled', 'cancelled'] as const;
const TRADERS = ['mia', 'noah', 'zoë', 'li', 'omar', 'ana'] as const;
const WORDS = [
  ...['the', 'market', 'opens', 'higher', 'after', 'a', 'quiet', 'night', 'volume', 'is', 'thin', 'and'],
  ...['spreads', 'are', 'wide', 'watch', 'the', 'close', 'at', 'noon', 'limit', 'orders', 'rest', 'below'],
] as const;

/** Ticks are the most of what a market says. */
const TYPES = ['tick', 'tick', 'tick', 'tick', 'order', 'order', 'chat'] as const;

const OPENING_PRICE_CENTS = 10_000;
/** The name and quotes that a member which only fills up to the size takes. */
const NOTE_FRAME_BYTES = ',"note":""'.length;

type Field = readonly [name: string, value: string | number];

/**
 * Writes the messages of the demo feed, one after the other: ticks, orders and chat of a small market, as JSON objects
 * `{ id, seq, time, type, data }`. The seed decides all of a text but its time.
 */
export class MarketMessages {
  readonly #random: SeededRandom;
  readonly #sizeBytes: number;
  readonly #pricesCents = new Map<string, number>();

  /** @param sizeBytes of a message's JSON; a message never goes without its members before `data` */
  constructor(seed: number, sizeBytes: number) {
    this.#random = new SeededRandom(seed);
    this.#sizeBytes = sizeBytes;
  }

  /** @param time RFC 3339, with milliseconds */
  next(seq: number, time: string): Buffer {
    const type = this.#random.pick(TYPES);
    const head = `{"id":"${seq}","seq":${seq},"time":"${time}","type":"${type}","data":{`;
    // Drawn before anything is cut, so that another size tells the same story.
    const fields = this.#fieldsOf(type);
    const firstWord = this.#random.integer(0, WORDS.length - 1);
    let room = this.#sizeBytes - head.length - '}}'.length;
    const members: string[] = [];
    for (const [name, value] of fields) {
      const member = `${members.length === 0 ? '' : ','}"${name}":${JSON.stringify(value)}`;
      const size = Buffer.byteLength(member);
      if (size > room) break;
      members.push(member);
      room -= size;
    }
    if (members.length > 0 && room >= NOTE_FRAME_BYTES) {
      members.push(`,"note":"${prose(firstWord, room - NOTE_FRAME_BYTES)}"`);
    }
    return Buffer.from(`${head}${members.join('')}}}`);
  }

  #fieldsOf(type: (typeof TYPES)[number]): readonly Field[] {
    const random = this.#random;
    const symbol = random.pick(SYMBOLS);
    const price = this.#move(symbol);
    switch (type) {
      case 'tick':
        return [
          ['symbol', symbol],
          ['price', price],
          ['volume', random.integer(1, 900)],
          ['bid', cents(price - 0.01 * random.integer(1, 5))],
          ['ask', cents(price + 0.01 * random.integer(1, 5))],
          ['venue', random.pick(VENUES)],
        ];
      case 'order':
        return [
          ['symbol', symbol],
          ['side', random.pick(SIDES)],
          ['price', price],
          ['quantity', random.integer(1, 50) * 10],
          ['state', random.pick(ORDER_STATES)],
          ['trader', random.pick(TRADERS)],
        ];
      case 'chat':
        return [
          ['from', random.pick(TRADERS)],
          ['text', `${symbol} at ${price.toFixed(2)} €?`],
          ['room', random.pick(VENUES)],
        ];
    }
  }

  /** Moves a price by up to 0.4 %, drawn back towards where it opened, and gives it in whole currency units. */
  #move(symbol: string): number {
    const before = this.#pricesCents.get(symbol) ?? OPENING_PRICE_CENTS;
    const pull = (OPENING_PRICE_CENTS - before) / 500;
    const after = Math.round(before * (1 + (this.#random.next() - 0.5) * 0.008) + pull);
    this.#pricesCents.set(symbol, after);
    return after / 100;
  }
}

function cents(price: number): number {
  return Math.round(price * 100) / 100;
}

/** Words in ASCII, so that characters are bytes, cut to the length. */
function prose(firstWord: number, length: number): string {
  const turned = [...WORDS.slice(firstWord), ...WORDS.slice(0, firstWord)].join(' ');
  return `${turned} `.repeat(Math.ceil(length / (turned.length + 1))).slice(0, length);
}
