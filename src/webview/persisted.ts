import { HTTP_VERSIONS } from '../protocol/feed.ts';
import { FRAME_KINDS } from '../protocol/frame.ts';
import { MAX_RECENT_FILTERS } from '../protocol/limits.ts';
import { METHODS, type MethodChoice } from '../protocol/method.ts';
import { EVERY_ROW, type RowQuery } from '../protocol/panel.ts';
import { compareViewFrom } from './compare/compareView.ts';
import { fromKept, toKept } from './compose/composeKeeping.ts';
import { AUTH_CHOICES, EMPTY_DRAFT, type FeedDraft } from './feedDraft.ts';
import { isSecretHeader } from '../model/secrets.ts';
import type { Mark } from './marks.ts';
import {
  COLUMN_IDS,
  type ColumnChoices,
  type ColumnId,
  MAX_COLUMN_PX,
  NO_COLUMN_CHOICES,
} from './messageColumns.ts';
import {
  DETAIL_TABS,
  INITIAL_STATE,
  type PanelState,
  type PaneSizes,
  type RequestKey,
  TABS,
  TIME_MODES,
} from './state.ts';
import {
  CHARTS,
  EVENT_COLUMNS,
  INITIAL_STATISTICS,
  type StatisticsView,
} from './statistics/statisticsView.ts';

/** Changes when a member changes its meaning: what an older version wrote is then left alone. */
const VERSION = 1;
/** Of all but what is composed, which has limits of its own. VS Code keeps this with the workspace and writes it at every change. */
const MAX_CHARACTERS = 20_000;
/** Marks that outlive the page: the last ones in the log. */
const MAX_KEPT_MARKS = 200;

/**
 * What outlives the page: how the panel was looked at, never what it captured. Values of secret headers stay out,
 * because the editor keeps this in the clear.
 */
export function toPersisted(state: PanelState): Readonly<Record<string, unknown>> {
  const view = {
    version: VERSION,
    sessionId: state.sessionId,
    draft: withoutSecrets(state.draft),
    areOptionsOpen: state.areOptionsOpen,
    tab: state.tab,
    query: state.query,
    recentFilters: state.recentFilters,
    timeMode: state.timeMode,
    columns: state.columns,
    marks: state.marks.slice(-MAX_KEPT_MARKS),
    detailTab: state.detailTab,
    selectedRow: state.selectedRow,
    selectedAtMs: state.selectedAtMs,
    selectedRequest: state.selectedRequest,
    statistics: state.statistics,
    compare: state.compare,
    sizes: state.sizes,
  };
  const compose = toKept(state.compose);
  if (JSON.stringify(view).length <= MAX_CHARACTERS) return { ...view, compose };
  return { ...view, compose, draft: { ...view.draft, body: '', sends: '' } };
}

/** The state to start from. Whatever is missing or of another type takes its default. */
export function fromPersisted(raw: unknown): PanelState {
  if (!isRecord(raw) || raw['version'] !== VERSION) return INITIAL_STATE;
  return {
    ...INITIAL_STATE,
    sessionId: stringOr(raw['sessionId'], null),
    draft: draftFrom(raw['draft']),
    areOptionsOpen: raw['areOptionsOpen'] === true,
    tab: oneOf(TABS, raw['tab'], INITIAL_STATE.tab),
    query: queryFrom(raw['query']),
    recentFilters: recentFrom(raw['recentFilters']),
    timeMode: oneOf(TIME_MODES, raw['timeMode'], INITIAL_STATE.timeMode),
    columns: columnsFrom(raw['columns']),
    marks: marksFrom(raw['marks']),
    detailTab: oneOf(DETAIL_TABS, raw['detailTab'], INITIAL_STATE.detailTab),
    selectedRow: numberOr(raw['selectedRow'], null),
    selectedAtMs: numberOr(raw['selectedAtMs'], null),
    selectedRequest: requestFrom(raw['selectedRequest']),
    statistics: statisticsFrom(raw['statistics']),
    compare: isRecord(raw['compare']) ? compareViewFrom(raw['compare']) : INITIAL_STATE.compare,
    sizes: sizesFrom(raw['sizes']),
    compose: fromKept(raw['compose']),
  };
}

function withoutSecrets(draft: FeedDraft): FeedDraft {
  const headers = draft.headers.map(([name, value]) => [name, isSecretHeader(name) ? '' : value] as const);
  return { ...draft, headers, password: '', token: '', keyPassphrase: '' };
}

function draftFrom(raw: unknown): FeedDraft {
  if (!isRecord(raw)) return EMPTY_DRAFT;
  const text = (name: keyof FeedDraft, fallback: string): string => stringOr(raw[name], fallback);
  return {
    method: oneOf<MethodChoice>([...METHODS, 'auto'], raw['method'], EMPTY_DRAFT.method),
    url: text('url', EMPTY_DRAFT.url),
    headers: headersFrom(raw['headers']),
    auth: oneOf(AUTH_CHOICES, raw['auth'], EMPTY_DRAFT.auth),
    user: text('user', ''),
    password: '',
    token: '',
    origin: text('origin', ''),
    httpMethod: text('httpMethod', EMPTY_DRAFT.httpMethod),
    body: text('body', EMPTY_DRAFT.body),
    httpVersion: oneOf(HTTP_VERSIONS, raw['httpVersion'], EMPTY_DRAFT.httpVersion),
    isCompressed: raw['isCompressed'] !== false,
    maxMessage: text('maxMessage', EMPTY_DRAFT.maxMessage),
    jitter: text('jitter', EMPTY_DRAFT.jitter),
    interval: text('interval', EMPTY_DRAFT.interval),
    timeout: text('timeout', EMPTY_DRAFT.timeout),
    cursor: text('cursor', EMPTY_DRAFT.cursor),
    split: text('split', EMPTY_DRAFT.split),
    id: text('id', EMPTY_DRAFT.id),
    time: text('time', EMPTY_DRAFT.time),
    subprotocols: text('subprotocols', EMPTY_DRAFT.subprotocols),
    sends: text('sends', EMPTY_DRAFT.sends),
    pingInterval: text('pingInterval', ''),
    lastEventId: text('lastEventId', EMPTY_DRAFT.lastEventId),
    isReconnected: raw['isReconnected'] === true,
    isTlsVerified: raw['isTlsVerified'] !== false,
    caFile: text('caFile', ''),
    certFile: text('certFile', ''),
    keyFile: text('keyFile', ''),
    keyPassphrase: '',
    proxyUrl: text('proxyUrl', EMPTY_DRAFT.proxyUrl),
    socketPath: text('socketPath', ''),
  };
}

function headersFrom(raw: unknown): FeedDraft['headers'] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((field: unknown) => {
    if (!Array.isArray(field)) return [];
    const pair: readonly unknown[] = field;
    const [name, value] = pair;
    return typeof name === 'string' && typeof value === 'string' ? [[name, value] as const] : [];
  });
}

function queryFrom(raw: unknown): RowQuery {
  if (!isRecord(raw)) return EVERY_ROW;
  const direction = raw['direction'];
  return {
    ...EVERY_ROW,
    text: stringOr(raw['text'], ''),
    direction: direction === 'in' || direction === 'out' ? direction : null,
    kinds: listFrom(raw['kinds'], (kind) => FRAME_KINDS.find((known) => known === kind)),
    captureIds: listFrom(raw['captureIds'], (id) => (typeof id === 'number' ? id : undefined)),
  };
}

function recentFrom(raw: unknown): readonly string[] {
  const texts = listFrom(raw, (text) => (typeof text === 'string' ? text : undefined)) ?? [];
  return texts.slice(0, MAX_RECENT_FILTERS);
}

/** A filter of no member would match nothing: then there is none. */
function listFrom<T>(raw: unknown, member: (value: unknown) => T | undefined): readonly T[] | null {
  if (!Array.isArray(raw)) return null;
  const members = raw.map((value: unknown) => member(value)).filter((value) => value !== undefined);
  return members.length === 0 ? null : members;
}

function requestFrom(raw: unknown): RequestKey | null {
  if (!isRecord(raw)) return null;
  const { captureId, index } = raw;
  return typeof captureId === 'number' && typeof index === 'number' ? { captureId, index } : null;
}

function sizesFrom(raw: unknown): PaneSizes {
  const share = (value: unknown, fallback: number): number =>
    typeof value === 'number' && value > 0 && value < 1 ? value : fallback;
  const { timeline, timelineBeside, detail } = INITIAL_STATE.sizes;
  if (!isRecord(raw)) return INITIAL_STATE.sizes;
  return {
    timeline: share(raw['timeline'], timeline),
    timelineBeside: share(raw['timelineBeside'], timelineBeside),
    detail: share(raw['detail'], detail),
  };
}

function statisticsFrom(raw: unknown): StatisticsView {
  if (!isRecord(raw)) return INITIAL_STATISTICS;
  const { captureIds, tables, sort } = raw;
  const { column, isDescending } = isRecord(sort) ? sort : {};
  return {
    captureIds: Array.isArray(captureIds) ? captureIds.filter((id) => typeof id === 'number') : null,
    tables: Array.isArray(tables) ? CHARTS.filter((chart) => tables.includes(chart)) : [],
    sort: {
      column: oneOf(EVENT_COLUMNS, column, INITIAL_STATISTICS.sort.column),
      isDescending: isDescending !== false,
    },
  };
}

function columnsFrom(raw: unknown): ColumnChoices {
  if (!isRecord(raw)) return NO_COLUMN_CHOICES;
  const isWidth = (value: unknown): value is number =>
    typeof value === 'number' && value > 0 && value <= MAX_COLUMN_PX;
  const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
  return {
    widthsPx: byColumn(raw['widthsPx'], isWidth),
    isShown: byColumn(raw['isShown'], isBoolean),
  };
}

function byColumn<T>(
  raw: unknown,
  isValue: (value: unknown) => value is T,
): Readonly<Partial<Record<ColumnId, T>>> {
  const values: Partial<Record<ColumnId, T>> = {};
  if (!isRecord(raw)) return values;
  for (const id of COLUMN_IDS) {
    const value = raw[id];
    if (isValue(value)) values[id] = value;
  }
  return values;
}

function marksFrom(raw: unknown): readonly Mark[] {
  if (!Array.isArray(raw)) return [];
  const marks = raw.flatMap((item: unknown) => {
    if (!isRecord(item)) return [];
    const { row, atMs } = item;
    return typeof row === 'number' && typeof atMs === 'number' ? [{ row, atMs }] : [];
  });
  return marks.sort((a, b) => a.row - b.row);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function stringOr<T>(value: unknown, fallback: T): string | T {
  return typeof value === 'string' ? value : fallback;
}

function numberOr<T>(value: unknown, fallback: T): number | T {
  return typeof value === 'number' ? value : fallback;
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, fallback: T): T {
  return allowed.find((member) => member === value) ?? fallback;
}
