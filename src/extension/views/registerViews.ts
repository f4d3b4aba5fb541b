import { commands, type ExtensionContext } from 'vscode';
import type { Perform } from '../commands.ts';
import { FeedFiles } from '../feeds/feedFiles.ts';
import { FeedResolver } from '../feeds/feedResolver.ts';
import { httpFileCommands, registerHttpFiles } from '../httpFiles.ts';
import type { Inspector } from '../inspector.ts';
import { CapturesView } from './capturesView.ts';
import { FeedsView } from './feedsView.ts';
import { LiveCaptures } from './liveCaptures.ts';
import { RecordingsView } from './recordingsView.ts';
import { StatusItem } from './statusItem.ts';
import { viewCommands, type ViewParts } from './viewCommands.ts';

/** The views of the activity bar and the item of the status bar. @returns the commands that they offer */
export function registerViews(
  context: ExtensionContext,
  inspector: Inspector,
): readonly (readonly [name: string, perform: Perform])[] {
  const files = new FeedFiles();
  const resolver = new FeedResolver(context.workspaceState);
  const live = new LiveCaptures(inspector);
  const feeds = new FeedsView({
    files,
    resolver,
    recent: inspector.recent,
    live,
    // As a command, whose errors are told.
    onCompare: async (nodes) => {
      await commands.executeCommand('realtimeInspector.feeds.compare', nodes[0], nodes);
    },
  });
  const parts: ViewParts = {
    inspector,
    files,
    resolver,
    live,
    isFeedNode: (value) => feeds.hasShown(value),
  };
  context.subscriptions.push(
    files,
    live,
    new StatusItem(live),
    feeds,
    new CapturesView(live),
    new RecordingsView(async (recordings) => {
      await commands.executeCommand('realtimeInspector.recordings.compare', recordings[0], recordings);
    }),
  );
  context.subscriptions.push(registerHttpFiles());
  return [...viewCommands(parts), ...httpFileCommands(inspector, resolver)];
}
