/** How a client learns of news from a server: the four ways this tool captures and compares. */
export const METHODS = ['short-polling', 'long-polling', 'websocket', 'sse'] as const;

export type Method = (typeof METHODS)[number];

/** `auto`: find out what the address speaks before connecting. */
export type MethodChoice = Method | 'auto';

export const METHOD_LABELS: Readonly<Record<Method, string>> = {
  'short-polling': 'Short polling',
  'long-polling': 'Long polling',
  websocket: 'WebSocket',
  sse: 'SSE',
};

export function isMethod(value: unknown): value is Method {
  return METHODS.some((method) => method === value);
}

/** Polling asks again and again; the other two hold one connection on which the server pushes. */
export function isPolling(method: Method): boolean {
  return method === 'short-polling' || method === 'long-polling';
}
