import { type Disposable, EventEmitter } from 'vscode';
import type { CaptureSummary } from '../../protocol/capture.ts';
import type { Inspector } from '../inspector.ts';
import type { InspectorPanel } from '../inspectorPanel.ts';

/** How often rates that are shown outside of panels change, at most. */
const INTERVAL_MS = 1_000;

export interface LiveCapture {
  readonly panel: InspectorPanel;
  readonly capture: CaptureSummary;
}

/**
 * The captures of all panels, for what the editor shows around them: at once when one begins or ends, else once a second.
 * It asks the engine only for panels that are hidden and have captures that run; without any it has no timer.
 */
export class LiveCaptures implements Disposable {
  readonly #inspector: Inspector;
  readonly #changed = new EventEmitter<void>();
  readonly #subscription: Disposable;
  /** Failures that the user had before their eyes, or that are older than this window. */
  readonly #seen = new Set<string>();
  readonly #startedAtMs = Date.now();
  #timer: NodeJS.Timeout | null = null;
  #states = '';

  readonly onDidChange = this.#changed.event;

  constructor(inspector: Inspector) {
    this.#inspector = inspector;
    this.#subscription = inspector.onDidChange(() => {
      this.#look();
    });
  }

  /** Captures that run. */
  get running(): readonly LiveCapture[] {
    return this.#all.filter(({ capture }) => capture.endedAtMs === null);
  }

  /** Captures that failed since this window opened, in panels that nobody has looked at since. */
  get unseenFailures(): readonly LiveCapture[] {
    return this.failures.filter((live) => !this.#seen.has(keyOf(live)));
  }

  get failures(): readonly LiveCapture[] {
    return this.#all.filter(
      ({ capture }) => capture.state === 'failed' && (capture.endedAtMs ?? 0) >= this.#startedAtMs,
    );
  }

  /** The same capture as it is by now; as it was where its panel is gone. */
  newest(live: LiveCapture): LiveCapture {
    return this.#all.find((other) => keyOf(other) === keyOf(live)) ?? live;
  }

  get messagesPerSecond(): number {
    return this.running.reduce((sum, { capture }) => sum + capture.messagesPerSecond, 0);
  }

  dispose(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  get #all(): readonly LiveCapture[] {
    return this.#inspector.panels.flatMap((panel) =>
      (panel.snapshot?.captures ?? []).map((capture) => ({ panel, capture })),
    );
  }

  #look(): void {
    for (const live of this.failures) if (live.panel.isVisible) this.#seen.add(keyOf(live));
    const states = JSON.stringify([
      this.#all.map((live) => [keyOf(live), live.capture.state]),
      this.unseenFailures.length,
    ]);
    if (states !== this.#states) {
      this.#states = states;
      this.#changed.fire();
    }
    const isRunning = this.running.length > 0;
    if (isRunning === (this.#timer !== null)) return;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = isRunning ? setInterval(() => void this.#tick(), INTERVAL_MS) : null;
  }

  async #tick(): Promise<void> {
    const hidden = new Set(this.running.map(({ panel }) => panel).filter((panel) => !panel.isVisible));
    // One that is closed meanwhile has nothing to say.
    await Promise.allSettled([...hidden].map((panel) => panel.refresh()));
    this.#changed.fire();
  }
}

/** Which capture it is, of whatever moment. */
export function keyOf({ panel, capture }: LiveCapture): string {
  return `${panel.sessionId} ${capture.captureId} ${capture.startedAtMs}`;
}
