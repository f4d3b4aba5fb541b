import type { FeedDefaults } from '../protocol/feed.ts';
import { draftDefaults } from './draftFeed.ts';
import type { ErrorInfo } from '../protocol/errors.ts';
import { MAX_RECENT_FILTER_CHARACTERS, MAX_RECENT_FILTERS } from '../protocol/limits.ts';
import { EVERY_ROW, type RowQuery } from '../protocol/panel.ts';
import type { SessionSnapshot } from '../protocol/session.ts';
import { type CompareView, INITIAL_COMPARE, type ReplayState } from './compare/compareView.ts';
import { type ComposeState, EMPTY_COMPOSE } from './compose/composeState.ts';
import { EMPTY_DRAFT, type FeedDraft } from './feedDraft.ts';
import type { HighlightRule } from './highlightRules.ts';
import type { Mark } from './marks.ts';
import { type ColumnChoices, NO_COLUMN_CHOICES } from './messageColumns.ts';
import { INITIAL_STATISTICS, type StatisticsView } from './statistics/statisticsView.ts';

export const TABS = ['messages', 'requests', 'statistics', 'compare'] as const;
export type Tab = (typeof TABS)[number];

/** How the message list writes times: since the session began, on the clock, or since the row before. */
export const TIME_MODES = ['start', 'clock', 'previous'] as const;
export type TimeMode = (typeof TIME_MODES)[number];

export const DETAIL_TABS = ['json', 'text', 'hex', 'diff'] as const;
export type DetailTab = (typeof DETAIL_TABS)[number];

/** Sizes the user can change, as shares of the space they divide. */
export interface PaneSizes {
  /** Beside the tabs, where there is little height. */
  readonly timelineBeside: number;
  readonly timeline: number;
  readonly detail: number;
}

/** What a command asks of the timeline; a new object each time, also for the same. */
export interface TimelineOrder {
  readonly what: 'follow' | 'fit' | 'table';
}

export interface RequestKey {
  readonly captureId: number;
  readonly index: number;
}

export interface PanelState {
  readonly sessionId: string | null;
  /** What VS Code calls the kind of machine that the workspace is on; null: the user's own. */
  readonly remoteName: string | null;
  /** The newest snapshot: what is so. Null until the first has come. */
  readonly latest: SessionSnapshot | null;
  /** What the panel shows: the newest, or the one at which the user paused it. */
  readonly shown: SessionSnapshot | null;
  readonly isPaused: boolean;
  readonly draft: FeedDraft;
  readonly isFormTouched: boolean;
  readonly areOptionsOpen: boolean;
  /** Starts asked for and not answered yet. */
  readonly startCount: number;
  /** Likewise those that the editor makes by itself. */
  readonly hostStartCount: number;
  /** A call that failed, until it is dismissed or the next one works. */
  readonly callError: ErrorInfo | null;
  /** Captures whose failure the user has read. */
  readonly dismissed: ReadonlySet<number>;
  readonly tab: Tab;
  readonly query: RowQuery;
  /** Texts of filters used last, the newest first. */
  readonly recentFilters: readonly string[];
  /** How many rows match the query, and the share of the log that the search has seen. */
  readonly matches: { readonly count: number; readonly progress: number };
  readonly timeMode: TimeMode;
  readonly columns: ColumnChoices;
  /** Kept with the workspace (savedHighlights.ts); what is being written is among them. */
  readonly highlights: readonly HighlightRule[];
  /** In the log's order. */
  readonly marks: readonly Mark[];
  readonly detailTab: DetailTab;
  /** Row number in the log of the message shown in detail. */
  readonly selectedRow: number | null;
  /** When it was, for the mark on the timeline. */
  readonly selectedAtMs: number | null;
  readonly selectedRequest: RequestKey | null;
  readonly statistics: StatisticsView;
  readonly compare: CompareView;
  /** Whether the addresses to compare are being asked for. */
  readonly isCompareFormOpen: boolean;
  /** The last check of the estimates by replay; null: there was none. */
  readonly replay: ReplayState | null;
  /** A place in the list to bring into view; a new object each time, also for the same place. */
  readonly reveal: { readonly position: number } | null;
  readonly timelineOrder: TimelineOrder | null;
  readonly sizes: PaneSizes;
  readonly compose: ComposeState;
}

export const INITIAL_STATE: PanelState = {
  sessionId: null,
  remoteName: null,
  latest: null,
  shown: null,
  isPaused: false,
  draft: EMPTY_DRAFT,
  isFormTouched: false,
  areOptionsOpen: false,
  startCount: 0,
  hostStartCount: 0,
  callError: null,
  dismissed: new Set(),
  tab: 'messages',
  query: EVERY_ROW,
  recentFilters: [],
  matches: { count: 0, progress: 1 },
  timeMode: 'start',
  columns: NO_COLUMN_CHOICES,
  highlights: [],
  marks: [],
  detailTab: 'json',
  selectedRow: null,
  selectedAtMs: null,
  selectedRequest: null,
  statistics: INITIAL_STATISTICS,
  compare: INITIAL_COMPARE,
  isCompareFormOpen: false,
  replay: null,
  reveal: null,
  timelineOrder: null,
  sizes: { timeline: 0.34, timelineBeside: 0.4, detail: 0.42 },
  compose: EMPTY_COMPOSE,
};

/** A form that nobody has written in yet begins as the user's settings say. */
export function withFeedDefaults(state: PanelState, feedDefaults: FeedDefaults): PanelState {
  const isNew = state.sessionId === null && state.draft.url === '';
  return isNew ? { ...state, draft: { ...state.draft, ...draftDefaults(feedDefaults) } } : state;
}

/** Which session this is. Another than before the page was reloaded: what pointed into its log is void. */
export function withSession(state: PanelState, sessionId: string): PanelState {
  const isSame = state.sessionId === null || state.sessionId === sessionId;
  return { ...(isSame ? state : withoutLogPlaces(state)), sessionId };
}

/** A snapshot that has come. Another generation: the log was cleared, and what pointed into it is void. */
export function withSnapshot(state: PanelState, snapshot: SessionSnapshot): PanelState {
  const isCleared = state.latest !== null && state.latest.generation !== snapshot.generation;
  const base = isCleared ? withoutLogPlaces(state) : state;
  const isSeen = !base.isPaused || isCleared || base.shown === null;
  return {
    ...base,
    latest: snapshot,
    shown: isSeen ? snapshot : base.shown,
    isPaused: base.isPaused && !isCleared,
  };
}

function withoutLogPlaces(state: PanelState): PanelState {
  return {
    ...state,
    selectedRow: null,
    selectedAtMs: null,
    selectedRequest: null,
    marks: [],
    reveal: null,
    dismissed: new Set(),
    replay: null,
    query: { ...state.query, captureIds: null },
    statistics: { ...state.statistics, captureIds: null },
    compose: { ...state.compose, captureId: null },
  };
}

export function withPaused(state: PanelState, isPaused: boolean): PanelState {
  return { ...state, isPaused, shown: isPaused ? state.shown : state.latest };
}

/** Whether captures are being started, by the panel or by the editor. */
export function isStarting({ startCount, hostStartCount }: PanelState): boolean {
  return startCount + hostStartCount > 0;
}

/** Rows that came while the view was paused. */
export function waitingRows(state: PanelState): number {
  return (state.latest?.rowCount ?? 0) - (state.shown?.rowCount ?? 0);
}

export function isEveryRow(query: RowQuery): boolean {
  return query.text === '' && query.direction === null && query.kinds === null && query.captureIds === null;
}

/** A filter was used: it is the newest of those used last. */
export function withRecentFilter(state: PanelState, written: string): PanelState {
  const text = written.trim();
  const { recentFilters } = state;
  if (text === '' || text.length > MAX_RECENT_FILTER_CHARACTERS || recentFilters[0] === text) return state;
  const others = recentFilters.filter((recent) => recent !== text);
  return { ...state, recentFilters: [text, ...others].slice(0, MAX_RECENT_FILTERS) };
}
