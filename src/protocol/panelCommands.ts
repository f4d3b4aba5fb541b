import type { ErrorInfo } from './errors.ts';
import type { StartFeed } from './feed.ts';

/** What the editor has a panel do as a whole: by title actions, the command palette and keys. */
export const PANEL_ACTIONS = [
  'connect',
  'disconnect',
  'toggleConnection',
  'togglePause',
  'clear',
  'focusFilter',
  'compareMethods',
  'saveFeed',
] as const;
export type PanelAction = (typeof PANEL_ACTIONS)[number];

/** Entries of a panel's context menus: about what the menu was opened on. */
export const MENU_ACTIONS = [
  'copyMessageAsText',
  'copyMessageAsJson',
  'copyMessageAsHex',
  'copyMessageAsCurl',
  'openMessage',
  'showRequestOfMessage',
  'filterByEvent',
  'toggleMark',
  'openRequest',
  'showMessagesOfRequest',
  'copyRequestUrl',
  'copyRequestAsCurl',
  'disconnectCapture',
  'connectCaptureAgain',
  'showOnlyCapture',
  'copyCaptureUrl',
  'followTimeline',
  'fitTimeline',
  'toggleTimelineTable',
] as const;
export type MenuAction = (typeof MENU_ACTIONS)[number];

/** What a context menu was opened on, as far as its kind has it. */
export interface MenuTarget {
  readonly row?: number;
  /** When a message was. */
  readonly atMs?: number;
  readonly captureId?: number;
  /** Place of a request within its capture. */
  readonly requestIndex?: number;
  /** The event name of a message. */
  readonly event?: string;
}

/** What the editor tells a panel to do. */
export type PanelCommand =
  /** Puts it into the form only. */
  | { readonly name: 'fill'; readonly feed: StartFeed }
  | { readonly name: 'showComparison' }
  /** How many captures the editor is starting by itself, whenever that changes. */
  | { readonly name: 'starting'; readonly count: number }
  /** Shows why it could not start one. */
  | { readonly name: 'tell'; readonly error: ErrorInfo }
  | { readonly name: PanelAction }
  | { readonly name: MenuAction; readonly target: MenuTarget };
