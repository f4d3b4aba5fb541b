/** When the fixtures begin. */
export const HAR_START_MS = Date.parse('2026-03-01T10:00:00.000Z');

type Json = Readonly<Record<string, unknown>>;

export function har(entries: readonly Json[], log: Json = {}): string {
  const creator = { name: 'WebInspector', version: '537.36' };
  return JSON.stringify({ log: { version: '1.2', creator, pages: [], entries, ...log } });
}

/** What all entries have. @param atMs since the fixtures begin */
function entry(url: string, atMs: number, some: Json = {}, status = 200, mimeType = ''): Json {
  return {
    startedDateTime: new Date(HAR_START_MS + atMs).toISOString(),
    time: 40,
    request: {
      method: 'GET',
      url,
      httpVersion: 'HTTP/1.1',
      headers: [
        { name: 'Host', value: 'live.example' },
        { name: 'Accept', value: '*/*' },
      ],
      queryString: [],
      cookies: [],
      headersSize: 120,
      bodySize: 0,
    },
    response: {
      status,
      statusText: status === 101 ? 'Switching Protocols' : 'OK',
      httpVersion: 'HTTP/1.1',
      headers: [{ name: 'Content-Type', value: mimeType }],
      cookies: [],
      content: { size: 0, mimeType },
      redirectURL: '',
      headersSize: 90,
      bodySize: 0,
    },
    cache: {},
    timings: { blocked: 1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 30, receive: 9 },
    ...some,
  };
}

/** As Chrome writes a WebSocket: what begins with an underscore goes first, the messages before what they are of. */
export function chromeSocket(atMs: number, messages: readonly Json[], url = 'wss://live.example/ws'): Json {
  return {
    _initiator: { type: 'script' },
    _priority: null,
    _resourceType: 'websocket',
    _webSocketMessages: messages,
    connection: '4711',
    ...entry(url, atMs, {}, 101, 'x-unknown'),
    time: 5_000,
  };
}

export function chromeEvents(atMs: number, messages: readonly Json[]): Json {
  return {
    _eventSourceMessages: messages,
    _resourceType: 'eventsource',
    ...entry('https://live.example/events', atMs, {}, 200, 'text/event-stream'),
  };
}

/** As Firefox writes an event stream: its body as text, and no messages. */
export function firefoxEvents(atMs: number, text: string): Json {
  const plain = entry('https://live.example/events', atMs, { pageref: 'page_1', _securityState: 'secure' });
  const response = { ...answer('text/event-stream', text), httpVersion: 'HTTP/2' };
  return { ...plain, response, time: 900 };
}

/** A poll with the body of its answer. */
export function poll(atMs: number, body: unknown, some: Json = {}): Json {
  const plain = entry('https://live.example/poll?after=1', atMs, { _resourceType: 'fetch', ...some });
  return { ...plain, response: answer('application/json', JSON.stringify(body)) };
}

/** A file of the page: no feed. */
export function asset(atMs: number, name = 'app.js'): Json {
  return entry(`https://live.example/${name}`, atMs, { _resourceType: 'script' }, 200, 'text/javascript');
}

function answer(mimeType: string, text: string): Json {
  return {
    status: 200,
    statusText: 'OK',
    httpVersion: 'HTTP/1.1',
    headers: [{ name: 'Content-Type', value: mimeType }],
    cookies: [],
    content: { size: text.length, mimeType, text },
    redirectURL: '',
    headersSize: 90,
    bodySize: text.length,
  };
}
