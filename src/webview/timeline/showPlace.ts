import type { Panel } from '../panel.ts';
import type { LanePlace } from './lanesCanvas.ts';

/**
 * What a click on a lane shows: what a mark there is about, else the request that brought no message, else the message
 * nearest to it.
 * @param atMs the moment that was clicked
 */
export function showPlace(panel: Panel, { box, bar, marks }: LanePlace, atMs: number): void {
  const { captureId } = box.capture;
  const [mark] = marks;
  if (mark?.kind === 'close') {
    void panel.revealMoment(captureId, mark.atMs);
    return;
  }
  if (mark !== undefined && mark.requestIndex !== null) {
    panel.showRequest({ captureId, index: mark.requestIndex });
    return;
  }
  if (mark?.error != null) {
    panel.tell(mark.error);
    return;
  }
  if (bar?.messageCount === 0 && (bar.purpose === 'poll' || bar.outcome === 'failed')) {
    panel.showRequest({ captureId, index: bar.requestIndex });
    return;
  }
  const endedAtMs = bar?.purpose === 'poll' ? bar.endedAtMs : null;
  void panel.revealMoment(captureId, endedAtMs ?? atMs);
}
