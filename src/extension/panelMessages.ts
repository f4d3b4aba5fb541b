import type { EngineMethod, HostCalls, PanelCalls, PanelMethod } from '../protocol/panel.ts';
import type { FromPanel } from '../protocol/panel.ts';

const ENGINE_METHODS: Readonly<Record<EngineMethod, true>> = {
  'session/snapshot': true,
  'session/clear': true,
  'feed/find': true,
  'capture/start': true,
  'capture/stop': true,
  'capture/send': true,
  'capture/repeat': true,
  'capture/stopRepeat': true,
  'rows/read': true,
  'rows/place': true,
  'rows/locate': true,
  'frame/read': true,
  'frame/readWhole': true,
  'frame/document': true,
  'frame/previous': true,
  'requests/read': true,
  'request/read': true,
  'timeline/read': true,
  'comparison/read': true,
  'comparison/pairs': true,
  'statistics/read': true,
};

const HOST_METHODS: Readonly<Record<keyof HostCalls, true>> = {
  'host/openFrame': true,
  'host/compareFrames': true,
  'host/pickFile': true,
  'host/copy': true,
  'host/openSetting': true,
  'host/readSaved': true,
  'host/writeSaved': true,
  'host/saveFeed': true,
  'host/tellView': true,
  'host/saveReport': true,
  'host/saveRange': true,
  'host/startDemo': true,
  'comparison/replay': true,
  'comparison/stopReplay': true,
};

export function isEngineMethod(method: PanelMethod): method is EngineMethod {
  return Object.hasOwn(ENGINE_METHODS, method);
}

function isPanelMethod(value: unknown): value is keyof PanelCalls {
  return (
    typeof value === 'string' && (Object.hasOwn(ENGINE_METHODS, value) || Object.hasOwn(HOST_METHODS, value))
  );
}

/** A message from a panel, or null where it is none: a webview is the one place where foreign text is drawn. */
export function parseFromPanel(message: unknown): FromPanel | null {
  if (typeof message !== 'object' || message === null || !('type' in message)) return null;
  if (message.type === 'ready') return { type: 'ready' };
  if (message.type !== 'call' || !('id' in message) || !('method' in message)) return null;
  const { id, method } = message;
  if (typeof id !== 'number' || !isPanelMethod(method)) return null;
  return { type: 'call', id, method, params: 'params' in message ? message.params : {} };
}

/** A member of a call's parameters, or null where it is missing or of another type. */
export function stringParam(params: unknown, name: string): string | null {
  const value = member(params, name);
  return typeof value === 'string' ? value : null;
}

export function numberParam(params: unknown, name: string): number | null {
  const value = member(params, name);
  return typeof value === 'number' ? value : null;
}

/** A member of a call's parameters, whatever it is. */
export function member(params: unknown, name: string): unknown {
  if (typeof params !== 'object' || params === null) return undefined;
  return Object.entries(params).find(([key]) => key === name)?.[1];
}
