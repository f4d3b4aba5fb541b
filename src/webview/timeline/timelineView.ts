import type { CaptureSummary } from '../../protocol/capture.ts';
import {
  alignRange,
  boundRange,
  liveRange,
  panRange,
  rangeBetween,
  spanMs,
  type TimeRange,
  withMargin,
  zoomRange,
} from '../../model/timelineScale.ts';
import { isRunning, sessionStartMs } from '../captureText.ts';

/** What the user looks at: the live edge, at a span of theirs or of ours; or a span that stays where it is. */
type Mode =
  | { readonly kind: 'live'; readonly spanMs: number | null }
  | { readonly kind: 'fixed'; readonly range: TimeRange };

/** Which part of the session the timeline shows, and how it moves. */
export class TimelineView {
  #mode: Mode = { kind: 'live', spanMs: null };
  #session: TimeRange = { fromMs: 0, toMs: 1 };
  #isRunning = false;

  get isLive(): boolean {
    return this.#mode.kind === 'live';
  }

  /** Whether what is shown moves by itself. */
  get isMoving(): boolean {
    return this.isLive && this.#isRunning;
  }

  get session(): TimeRange {
    return this.#session;
  }

  /** @param nowMs the live edge, on the engine's clock */
  setSession(captures: readonly CaptureSummary[], nowMs: number): void {
    const fromMs = sessionStartMs(captures);
    this.#isRunning = captures.some(isRunning);
    const endMs = this.#isRunning ? nowMs : Math.max(...captures.map((capture) => capture.endedAtMs ?? 0));
    this.#session = { fromMs, toMs: Math.max(fromMs + 1, endMs) };
  }

  /** The range shown, its columns at whole multiples so that they do not flicker as it moves. */
  range(columns: number): TimeRange {
    if (this.#mode.kind === 'fixed') return this.#mode.range;
    const { spanMs: wanted } = this.#mode;
    if (!this.#isRunning && wanted === null) return withMargin(this.#session);
    return alignRange(liveRange(this.#session, wanted), columns);
  }

  goLive(): void {
    this.#mode = { kind: 'live', spanMs: null };
  }

  fit(): void {
    this.show(withMargin(this.#session));
  }

  show(range: TimeRange): void {
    this.#mode = { kind: 'fixed', range: boundRange(range, this.#session) };
  }

  select(aMs: number, bMs: number): void {
    this.show(rangeBetween(aMs, bMs));
  }

  /** @param anchorMs the time that stays where it is; null: the live edge where that is followed, else the middle */
  zoom(factor: number, anchorMs: number | null): void {
    const range = this.range(1);
    if (anchorMs === null && this.#mode.kind === 'live') {
      this.#mode = { kind: 'live', spanMs: Math.max(10, spanMs(range) * factor) };
      return;
    }
    this.show(zoomRange(range, anchorMs ?? (range.fromMs + range.toMs) / 2, factor));
  }

  /** @param share of what is shown; positive: later */
  pan(share: number): void {
    const range = this.range(1);
    this.show(panRange(range, spanMs(range) * share));
  }

  toStart(): void {
    const span = spanMs(this.range(1));
    this.show({ fromMs: this.#session.fromMs, toMs: this.#session.fromMs + span });
  }
}
