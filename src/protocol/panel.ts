import type { Comparison, EstimateAssumptions, MessagePair, PairPlace } from './comparison.ts';
import type { ErrorInfo } from './errors.ts';
import type { FeedDefaults, StartFeed } from './feed.ts';
import type { Direction, FrameBody, FrameDocument, FrameKind, FrameRow, PreviousFrame } from './frame.ts';
import type { Method } from './method.ts';
import type { SendOrder } from './outgoing.ts';
import type { PanelCommand } from './panelCommands.ts';
import type { ReplayCheck } from './replay.ts';
import type { ReportFormat } from './report.ts';
import type { RequestRecord } from './request.ts';
import type { SavedItem, SavedList } from './saved.ts';
import type { SessionSnapshot } from './session.ts';
import type { Statistics } from './statistics.ts';
import type { Timeline } from './timeline.ts';

/** Which rows of the log a list shows. Empty text and null members match everything. */
export interface RowQuery {
  /** A filter as model/filter/parseFilter.ts reads it. */
  readonly text: string;
  readonly direction: Direction | null;
  readonly kinds: readonly FrameKind[] | null;
  readonly captureIds: readonly number[] | null;
}

export const EVERY_ROW: RowQuery = { text: '', direction: null, kinds: null, captureIds: null };

export interface RowPage {
  readonly generation: number;
  /** Rows that match, of all rows. While a search is under way: so far. */
  readonly matchCount: number;
  readonly rowCount: number;
  /** Share of the log that the search has seen, 0 to 1. */
  readonly progress: number;
  /** Rows `from` to `to` of the matching ones, in order; fewer where there are fewer. */
  readonly rows: readonly FrameRow[];
  /** For each of `rows` a bit for each highlight asked for, the lowest for the first; empty where none was. */
  readonly highlights: readonly number[];
}

export interface RequestPage {
  readonly total: number;
  /** Newest last, in order of start. Heads are left out: `request/read` has them. */
  readonly requests: readonly RequestRecord[];
}

/** What a panel can ask of the engine. Each answers with its result or fails with an ErrorInfo. */
export interface EngineCalls {
  'session/snapshot': { params: Record<string, never>; result: SessionSnapshot };
  'session/clear': { params: Record<string, never>; result: SessionSnapshot };
  'capture/start': {
    params: { readonly feed: StartFeed };
    result: { readonly captureId: number };
  };
  /** Looks for where the server offers a feed's data by each method. Null: nowhere that was looked. */
  'feed/find': {
    params: { readonly feed: StartFeed };
    result: { readonly addresses: Readonly<Record<Method, string | null>> };
  };
  'capture/stop': { params: { readonly captureId: number }; result: null };
  'capture/send': { params: SendOrder & { readonly captureId: number }; result: null };
  /**
   * Sends now and then at each tick of the interval, in place of what this capture repeats so far, until it is stopped
   * or the capture ends. @property count how often; null: until then
   */
  'capture/repeat': {
    params: SendOrder & {
      readonly captureId: number;
      readonly intervalMs: number;
      readonly count: number | null;
    };
    result: null;
  };
  /** Stopping where nothing is repeated does nothing. */
  'capture/stopRepeat': { params: { readonly captureId: number }; result: null };
  'rows/read': {
    params: {
      readonly query: RowQuery;
      readonly from: number;
      readonly to: number;
      /** At most MAX_HIGHLIGHTS filters of which each row tells whether it matches. */
      readonly highlights?: readonly string[];
    };
    result: RowPage;
  };
  /** The place of a row among those that match, or of the one nearest to it; -1 where there is none. */
  'rows/place': {
    params: { readonly query: RowQuery; readonly row: number };
    result: { readonly position: number };
  };
  /** The place, among the matching rows, of the frame of a capture nearest to a moment; -1 where there is none. */
  'rows/locate': {
    params: { readonly query: RowQuery; readonly captureId: number; readonly atMs: number };
    result: { readonly position: number };
  };
  'frame/read': { params: { readonly row: number }; result: FrameBody };
  /** The same with the payload's first MAX_BODY_BYTES_WHOLE bytes. */
  'frame/readWhole': { params: { readonly row: number }; result: FrameBody };
  'frame/document': { params: { readonly row: number }; result: FrameDocument };
  /** The frame before one of the same capture, direction, kind and event name. */
  'frame/previous': { params: { readonly row: number }; result: PreviousFrame };
  'requests/read': { params: { readonly from: number; readonly to: number }; result: RequestPage };
  'request/read': {
    params: { readonly captureId: number; readonly index: number };
    result: RequestRecord;
  };
  'timeline/read': {
    params: { readonly fromMs: number; readonly toMs: number; readonly columns: number };
    result: Timeline;
  };
  'comparison/read': {
    params: { readonly assumptions: Partial<EstimateAssumptions> };
    result: Comparison;
  };
  /**
   * The message some steps from a place, as each of the compared captures received it. @property from null: the latest one
   * that they share
   * @returns null where no message came by more than one capture
   */
  'comparison/pairs': {
    params: { readonly from: PairPlace | null; readonly step: number };
    result: MessagePair | null;
  };
  /** Of at most MAX_STATISTICS_CAPTURES captures. */
  'statistics/read': { params: { readonly captureIds: readonly number[] }; result: Statistics };
}

/** What a panel can ask of the editor around it. */
export interface HostCalls {
  /** Opens a message in an editor, read-only. */
  'host/openFrame': { params: { readonly row: number }; result: null };
  /** Opens two messages in the editor's own comparison. */
  'host/compareFrames': { params: { readonly row: number; readonly beforeRow: number }; result: null };
  /** Lets the user choose a file. @property path null: none was chosen */
  'host/pickFile': { params: { readonly title: string }; result: { readonly path: string | null } };
  'host/copy': { params: { readonly text: string }; result: null };
  /** Shows a setting of this extension, by its name without the prefix. */
  'host/openSetting': { params: { readonly setting: string }; result: null };
  'host/readSaved': {
    params: { readonly list: SavedList };
    result: { readonly items: readonly SavedItem[] };
  };
  /** Replaces a list. Other panels see it when they read it again. */
  'host/writeSaved': {
    params: { readonly list: SavedList; readonly items: readonly SavedItem[] };
    result: null;
  };
  /** Writes a feed to the workspace's file, as the user then says: under which name, and which credentials as secrets. */
  'host/saveFeed': { params: { readonly feed: StartFeed }; result: null };
  /** How the page stands, whenever that changes: the editor's title actions and keys go by it. */
  'host/tellView': {
    params: { readonly isPaused: boolean; readonly hasFocus: boolean };
    result: null;
  };
  /**
   * Checks the estimates: what a capture received last is served on this machine by all four methods and captured again,
   * with the intervals and timeouts of these assumptions. It takes as long as what is replayed.
   * @returns null where it was stopped
   */
  'comparison/replay': {
    params: {
      readonly captureId: number;
      readonly maxDurationMs: number;
      readonly assumptions: EstimateAssumptions;
    };
    result: ReplayCheck | null;
  };
  /** Where none is under way it does nothing. */
  'comparison/stopReplay': { params: Record<string, never>; result: null };
  /** Lets the user choose where a report goes, and writes it there. @returns false where none was chosen */
  'host/saveReport': {
    params: { readonly format: ReportFormat; readonly text: string };
    result: { readonly isSaved: boolean };
  };
  /**
   * Lets the user choose a file, and writes what the session had between two moments there, in ms since the Unix epoch.
   * @returns false where none was chosen, or the user gave it up
   */
  'host/saveRange': {
    params: { readonly fromMs: number; readonly toMs: number };
    result: { readonly isSaved: boolean };
  };
  /** Starts the demo feed on this machine, once, and says where it listens: `http://127.0.0.1:PORT`. */
  'host/startDemo': { params: Record<string, never>; result: { readonly origin: string } };
}

export type PanelCalls = EngineCalls & HostCalls;
export type PanelMethod = keyof PanelCalls;
export type EngineMethod = keyof EngineCalls;

/** From the panel. */
export type FromPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'call'; readonly id: number; readonly method: PanelMethod; readonly params: unknown };

/**
 * What a page starts from.
 * @property remoteName what VS Code calls the kind of machine that the workspace is on; null: the user's own
 */
export interface Welcome {
  readonly sessionId: string;
  readonly feedDefaults: FeedDefaults;
  readonly remoteName: string | null;
}

/**
 * To the panel. A snapshot is always whole, so a lost one costs nothing. `welcome` answers `ready`: the panel keeps
 * the session id in its persisted state, under the key `sessionId`, by which the editor finds the session again
 * after a reload of the window.
 */
export type ToPanel =
  | ({ readonly type: 'welcome' } & Welcome)
  | { readonly type: 'snapshot'; readonly snapshot: SessionSnapshot }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly error: ErrorInfo }
  | { readonly type: 'command'; readonly command: PanelCommand };
