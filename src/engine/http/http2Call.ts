import { constants, type ClientHttp2Stream, type IncomingHttpHeaders } from 'node:http2';
import { STATUS_CODES } from 'node:http';
import type { Wire } from '../../protocol/request.ts';
import type { ExchangeRequest } from './exchangeRequest.ts';
import type { CallObserver, HttpAnswer, HttpCall } from './httpCall.ts';
import type { Http2Connection } from './http2Connection.ts';
import { headersOf } from './requestHeaders.ts';

/** What concerns a connection of HTTP/1.1 only (RFC 9113, section 8.2.2), and what a pseudo-field says instead. */
const NOT_IN_HTTP2: readonly string[] = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'host',
];

type Fields = Readonly<Record<string, string | string[]>>;

/** One request and its response as a stream of an HTTP/2 connection (RFC 9113, section 8). */
export class Http2Call implements HttpCall {
  readonly #request: ExchangeRequest;
  readonly #connection: Http2Connection;
  readonly #observer: CallObserver;
  #stream: ClientHttp2Stream | null = null;
  #isRefused = false;
  #isOnUsedConnection = false;
  #failure: Error | null = null;
  #decoded = { receivedBytes: 0, sentBytes: 0 };
  #final: Wire | null = null;

  constructor(request: ExchangeRequest, connection: Http2Connection, observer: CallObserver) {
    this.#request = request;
    this.#connection = connection;
    this.#observer = observer;
  }

  get wire(): Wire {
    // What came last may still be being decoded.
    return this.#withDecoded(this.#final ?? this.#connection.wire);
  }

  get failure(): Error | null {
    return this.#failure;
  }

  /** The server says that it has not looked at it (RFC 9113, section 8.7), or an idle connection was gone. */
  get isOnStaleConnection(): boolean {
    return this.#isRefused || (this.#isOnUsedConnection && this.wire.parts.heads.receivedBytes === 0);
  }

  async send(): Promise<HttpAnswer> {
    const connection = this.#connection;
    const observer = this.#observer;
    this.#isOnUsedConnection = connection.isUsed;
    observer.update({ isConnectionReused: connection.isUsed, connection: connection.info });
    const fields = fieldsOf(this.#request);
    const body = this.#request.body === null ? null : Buffer.from(this.#request.body);
    observer.update({ requestHead: headText(fields) });
    const stream = connection.request({ ...fields }, body !== null);
    this.#stream = stream;
    this.#decoded.sentBytes = body?.byteLength ?? 0;
    stream.once('finish', () => {
      observer.timer.written();
    });
    if (body === null) observer.timer.written();
    else stream.end(body);
    return this.#answer(stream);
  }

  countBody(): void {
    // The connection counts it as it comes.
  }

  countDecoded(decodedBytes: number): void {
    this.#decoded.receivedBytes += decodedBytes;
  }

  /** The connection stays: only the stream is given up. */
  leave(): void {
    this.#stream?.close(constants.NGHTTP2_CANCEL);
  }

  destroy(error?: Error): void {
    if (this.#stream?.closed === false) this.#stream.close(constants.NGHTTP2_CANCEL);
    this.#stream?.destroy(error);
  }

  freeze(): void {
    this.#final ??= this.#connection.takeWire();
  }

  #answer(stream: ClientHttp2Stream): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      stream.on('response', (headers) => {
        this.#observer.timer.firstByte();
        resolve(answerOf(stream, headers));
      });
      stream.on('error', (error: Error & { readonly code?: string }) => {
        this.#isRefused =
          error.code === 'ERR_HTTP2_GOAWAY_SESSION' || stream.rstCode === constants.NGHTTP2_REFUSED_STREAM;
        this.#failure ??= error;
        reject(error);
      });
      stream.on('close', () => {
        this.#isRefused ||= stream.rstCode === constants.NGHTTP2_REFUSED_STREAM;
        reject(new Error(`the stream was closed with code ${String(stream.rstCode)}`));
      });
    });
  }

  #withDecoded(wire: Wire): Wire {
    return { ...wire, parts: { ...wire.parts, decoded: { ...this.#decoded } } };
  }
}

/** The fields as they are sent: pseudo-fields first, names in lower case (RFC 9113, section 8.3.1). */
function fieldsOf(request: ExchangeRequest): Fields {
  const { url, httpMethod } = request;
  const headers = headersOf(request);
  const host = headers['Host'] ?? headers['host'] ?? url.host;
  const others = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    ':method': httpMethod,
    ':scheme': url.protocol.slice(0, -1),
    ':authority': Array.isArray(host) ? (host[0] ?? url.host) : host,
    ':path': `${url.pathname}${url.search}`,
    ...Object.fromEntries(others.filter(([name]) => !NOT_IN_HTTP2.includes(name))),
  };
}

function answerOf(stream: ClientHttp2Stream, headers: IncomingHttpHeaders): HttpAnswer {
  const status = Number(headers[':status'] ?? 0);
  let isEnded = false;
  let trailers: string | null = null;
  stream.once('trailers', (fields: IncomingHttpHeaders) => {
    trailers = headText(fields);
  });
  stream.once('end', () => {
    isEnded = true;
  });
  return {
    httpVersion: '2',
    status,
    statusText: STATUS_CODES[status] ?? '',
    head: headText(headers),
    setCookies: headers['set-cookie'] ?? [],
    body: stream,
    header: (name) => {
      const value = headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : (value ?? null);
    },
    trailers: () => trailers,
    isComplete: () => isEnded && !stream.aborted && !isReset(stream),
  };
}

/** While it is open it has no code, whatever the types say. */
function isReset(stream: ClientHttp2Stream): boolean {
  const code = stream.rstCode as number | undefined;
  return code !== undefined && code !== constants.NGHTTP2_NO_ERROR;
}

function headText(fields: Readonly<Record<string, string | string[] | undefined>>): string {
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `${name}: ${one}\r\n`),
  );
  return `${lines.join('')}\r\n`;
}
