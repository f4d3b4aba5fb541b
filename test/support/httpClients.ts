import { systemClock } from '../../src/engine/clock.ts';
import type { ExchangeRequest } from '../../src/engine/http/exchangeRequest.ts';
import { HttpClient } from '../../src/engine/http/httpClient.ts';
import type { ProxySetting } from '../../src/engine/net/proxies.ts';
import { completeFeed, type Feed } from '../../src/protocol/feed.ts';
import { SinkProbe } from './httpSink.ts';

const NEVER = new AbortController().signal;

export interface TestClient extends AsyncDisposable {
  readonly sink: SinkProbe;
  readonly client: HttpClient;
  /** Reads an answer to its end, ends its exchange, and gives the body as text. */
  readonly get: (url: string, fields?: Partial<ExchangeRequest>, signal?: AbortSignal) => Promise<string>;
}

function requestFor(url: string, fields: Partial<ExchangeRequest> = {}): ExchangeRequest {
  return {
    purpose: 'poll',
    httpMethod: 'GET',
    url: new URL(url),
    accept: 'application/json, */*;q=0.8',
    headers: [],
    body: null,
    isCompressed: true,
    ...fields,
  };
}

/** A client with a sink to look into. */
export function clientFor(fields: Partial<Feed> = {}, proxySetting: ProxySetting | null = null): TestClient {
  const sink = new SinkProbe();
  const feed = completeFeed({ url: 'http://127.0.0.1/', method: 'short-polling', ...fields });
  const client = new HttpClient({ feed, sink, clock: systemClock, proxySetting });
  return {
    sink,
    client,
    get: async (url, more = {}, signal = NEVER) => {
      const exchange = await client.request(requestFor(url, more), signal);
      const chunks: Uint8Array[] = [];
      try {
        await exchange.readBody((chunk) => chunks.push(chunk));
      } catch (error) {
        throw exchange.fail(error, Buffer.concat(chunks).toString());
      }
      exchange.end('messages');
      return Buffer.concat(chunks).toString();
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}
