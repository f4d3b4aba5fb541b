import type { CaptureSummary } from '../../protocol/capture.ts';
import { centreRange } from '../../model/timelineBrush.ts';
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

/** What the user looks at: the live edge, at a span of theirs or of ours; all there is; or a span that stays where it is. */
type Mode =
  | { readonly kind: 'live'; readonly spanMs: number | null }
  | { readonly kind: 'whole' }
  | { readonly kind: 'fixed'; readonly range: TimeRange };

/** Which part of the session the timeline shows, and how it moves. */
export class TimelineView {
  #mode: Mode = { kind: 'live', spanMs: null };
  #session: TimeRange = { fromMs: 0, toMs: 1 };
  #isRunning = false;

  get isLive(): boolean {
    return this.#mode.kind === 'live';
  }

  get isWhole(): boolean {
    return this.#mode.kind === 'whole';
  }

  /** Whether what is shown moves by itself. */
  get isMoving(): boolean {
    return this.#mode.kind !== 'fixed' && this.#isRunning;
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
    const range = this.#range();
    return this.#mode.kind === 'live' && this.#isRunning ? alignRange(range, columns) : range;
  }

  goLive(): void {
    this.#mode = { kind: 'live', spanMs: null };
  }

  /** Shows the whole session, also as it grows. */
  fit(): void {
    this.#mode = { kind: 'whole' };
  }

  show(range: TimeRange): void {
    this.#mode = { kind: 'fixed', range: boundRange(range, this.#session) };
  }

  select(aMs: number, bMs: number): void {
    this.show(rangeBetween(aMs, bMs));
  }

  /** Moves to a moment that is out of view, at the zoom that is. */
  reveal(atMs: number): void {
    const range = this.#range();
    if (atMs >= range.fromMs && atMs <= range.toMs) return;
    this.centre(atMs);
  }

  centre(atMs: number): void {
    this.show(centreRange(this.#range(), atMs, this.#session));
  }

  /** @param anchorMs the time that stays where it is; null: the live edge where that is followed, else the middle */
  zoom(factor: number, anchorMs: number | null): void {
    const range = this.#range();
    if (anchorMs === null && this.#mode.kind === 'live') {
      this.#mode = { kind: 'live', spanMs: Math.max(10, spanMs(range) * factor) };
      return;
    }
    this.show(zoomRange(range, anchorMs ?? (range.fromMs + range.toMs) / 2, factor));
  }

  /** @param share of what is shown; positive: later */
  pan(share: number): void {
    const range = this.#range();
    this.show(panRange(range, spanMs(range) * share));
  }

  toStart(): void {
    const span = spanMs(this.#range());
    this.show({ fromMs: this.#session.fromMs, toMs: this.#session.fromMs + span });
  }

  #range(): TimeRange {
    if (this.#mode.kind === 'fixed') return this.#mode.range;
    const wanted = this.#mode.kind === 'live' ? this.#mode.spanMs : null;
    if (this.#mode.kind === 'whole' || (!this.#isRunning && wanted === null))
      return withMargin(this.#session);
    return liveRange(this.#session, wanted);
  }
}
