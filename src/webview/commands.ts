import { nameTerm } from '../model/filter/filterWords.ts';
import type { MenuAction, MenuTarget, PanelAction, PanelCommand } from '../protocol/panelCommands.ts';
import { focusField } from './dom/focusField.ts';
import type { CopyForm } from './messageCopies.ts';
import type { Panel } from './panel.ts';
import type { RequestKey, TimelineOrder } from './state.ts';

type Deed<Target> = (panel: Panel, target: Target) => unknown;

/** Does what the editor says. Calls that fail are told by the panel. */
export function obey(panel: Panel, command: PanelCommand): void {
  if (command.name === 'fill') panel.fill(command.feed);
  else if (command.name === 'starting') panel.store.set({ hostStartCount: command.count });
  else if (command.name === 'tell') panel.tell(command.error);
  else if (command.name === 'showComparison') panel.store.set({ tab: 'compare' });
  else if ('target' in command) void MENU_DEEDS[command.name](panel, command.target);
  else void PANEL_DEEDS[command.name](panel);
}

/** What the panel as a whole does. */
const PANEL_DEEDS: Readonly<Record<PanelAction, (panel: Panel) => unknown>> = {
  connect: (panel) => panel.connectFormOrLast(),
  disconnect: (panel) => panel.stopAll(),
  toggleConnection: (panel) => (panel.isRunning ? panel.stopAll() : panel.connectFormOrLast()),
  togglePause: (panel) => {
    panel.togglePause();
  },
  clear: (panel) => panel.clear(),
  compareMethods: (panel) => {
    panel.store.set({ tab: 'compare', isCompareFormOpen: true });
    // The form is drawn in between.
    requestAnimationFrame(() => {
      focusField(document, 'ri-compare-form');
    });
  },
  saveFeed: (panel) => panel.saveFeed(),
  focusFilter: (panel) => {
    panel.store.set({ tab: 'messages' });
    // The tab is drawn in between.
    requestAnimationFrame(() => {
      focusField(document, 'ri-filter-bar');
    });
  },
};

/** What an entry of a context menu does. Where what the menu was opened on is gone, it does nothing. */
const MENU_DEEDS: Readonly<Record<MenuAction, Deed<MenuTarget>>> = {
  copyMessageAsText: copyMessage('text'),
  copyMessageAsJson: copyMessage('json'),
  copyMessageAsHex: copyMessage('hex'),
  copyMessageAsCurl: copyMessage('curl'),
  openMessage: onRow((panel, row) => panel.attempt('host/openFrame', { row })),
  showRequestOfMessage: onRequest((panel, key) => {
    panel.showRequest(key);
  }),
  filterByEvent: (panel, { event }) => {
    if (event !== undefined) panel.filterBy(nameTerm('event', event));
  },
  toggleMark: (panel, { row, atMs }) => {
    if (row !== undefined && atMs !== undefined) panel.toggleMark({ row, atMs });
  },
  openRequest: onRequest((panel, key) => {
    panel.showRequest(key);
  }),
  showMessagesOfRequest: onRequest((panel, key) => panel.revealMessagesOf(key)),
  copyRequestUrl: onRequest((panel, key) => panel.copyRequestUrl(key)),
  copyRequestAsCurl: onRequest((panel, key) => panel.copyRequestAsCurl(key)),
  disconnectCapture: onCapture((panel, captureId) => panel.stop(captureId)),
  connectCaptureAgain: onCapture((panel, captureId) => {
    const feed = panel.capture(captureId)?.feed;
    return feed === undefined ? undefined : panel.start(feed);
  }),
  showOnlyCapture: onCapture((panel, captureId) => {
    panel.store.update((state) => ({ ...state, query: { ...state.query, captureIds: [captureId] } }));
  }),
  copyCaptureUrl: onCapture((panel, captureId) => panel.copy(panel.capture(captureId)?.feed.url ?? '')),
  followTimeline: onTimeline('follow'),
  fitTimeline: onTimeline('fit'),
  toggleTimelineTable: onTimeline('table'),
};

function onTimeline(what: TimelineOrder['what']): Deed<MenuTarget> {
  return (panel) => {
    panel.store.set({ timelineOrder: { what } });
  };
}

function copyMessage(form: CopyForm): Deed<MenuTarget> {
  return onRow((panel, row) => panel.copyMessage(row, form));
}

function onRow(deed: Deed<number>): Deed<MenuTarget> {
  return (panel, { row }) => (row === undefined ? undefined : deed(panel, row));
}

function onRequest(deed: Deed<RequestKey>): Deed<MenuTarget> {
  return (panel, { captureId, requestIndex }) =>
    captureId === undefined || requestIndex === undefined
      ? undefined
      : deed(panel, { captureId, index: requestIndex });
}

function onCapture(deed: Deed<number>): Deed<MenuTarget> {
  return (panel, { captureId }) => (captureId === undefined ? undefined : deed(panel, captureId));
}
