import type { TimeRange } from '../model/timelineScale.ts';
import { InspectorError } from '../protocol/errors.ts';
import { REPORT_FORMATS } from '../protocol/report.ts';
import type { SavedList } from '../protocol/saved.ts';
import { member, numberParam, stringParam } from './panelMessages.ts';
import type { ReplayRequest } from './replayRunner.ts';
import { isSavedList } from './savedLists.ts';
import type { Report } from './saveReport.ts';

/** What a call of the page to the editor has with it. @throws InspectorError `internal` where it is missing, in all functions here */
export function reportParam(params: unknown, method: string): Report {
  const format = REPORT_FORMATS.find((known) => known === member(params, 'format'));
  const text = required(stringParam(params, 'text'), method, 'text');
  return { format: required(format ?? null, method, 'format'), text };
}

export function rangeParam(params: unknown, method: string): TimeRange {
  return {
    fromMs: required(numberParam(params, 'fromMs'), method, 'fromMs'),
    toMs: required(numberParam(params, 'toMs'), method, 'toMs'),
  };
}

export function rowParam(params: unknown, method: string, name: string): number {
  return required(numberParam(params, name), method, name);
}

export function replayRequest(sessionId: string, params: unknown): ReplayRequest {
  const method = 'comparison/replay';
  const assumptions = member(params, 'assumptions');
  return {
    sessionId,
    captureId: required(numberParam(params, 'captureId'), method, 'captureId'),
    maxDurationMs: required(numberParam(params, 'maxDurationMs'), method, 'maxDurationMs'),
    times: {
      intervalMs: required(numberParam(assumptions, 'intervalMs'), method, 'intervalMs'),
      timeoutMs: required(numberParam(assumptions, 'timeoutMs'), method, 'timeoutMs'),
      heartbeatMs: required(numberParam(assumptions, 'heartbeatMs'), method, 'heartbeatMs'),
    },
    assumptions,
  };
}

export function savedListParam(params: unknown, method: string): SavedList {
  const list = member(params, 'list');
  return required(isSavedList(list) ? list : null, method, 'list');
}

export function required<T>(value: T | null, method: string, name: string): T {
  if (value !== null) return value;
  throw new InspectorError(
    'internal',
    `${method} was called without ${name}`,
    'report it with the steps that led here',
  );
}
