import type { CaptureSummary } from '../protocol/capture.ts';
import { isRunning } from './captureText.ts';
import { normalizeUrl } from './feedDraft.ts';
import type { PanelState } from './state.ts';

/** The running capture of what the form describes: connecting it again would be a mistake far more often than meant. */
export function runningCapture({ draft, latest }: PanelState): CaptureSummary | undefined {
  const href = URL.parse(normalizeUrl(draft.url, draft.method))?.href;
  return latest?.captures.find(
    (capture) =>
      isRunning(capture) &&
      URL.parse(capture.feed.url)?.href === href &&
      (draft.method === 'auto' || draft.method === capture.feed.method),
  );
}
