import { css, html, type TemplateResult } from 'lit';
import { countOf } from '../../model/format.ts';
import { METHOD_LABELS } from '../../protocol/method.ts';
import { stateText } from '../captureText.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { PacedTask } from '../dom/frameTask.ts';
import { pageVisibility } from '../dom/pageVisibility.ts';
import { View } from '../dom/view.ts';
import { isEveryRow, type PanelState } from '../state.ts';

const CALM_INTERVAL_MS = 5_000;

/** Says in words what a screen reader's user cannot see move, at a rate that can be listened to. */
export class Announcer extends View {
  static override styles = [
    baseStyles,
    css`
      :host {
        position: absolute;
      }
    `,
  ];

  #text = '';
  #toldStates = new Map<number, string>();
  #toldMatches = '';
  #toldMessages = 0;
  #toldAtMs = 0;
  readonly #task = new PacedTask(CALM_INTERVAL_MS, () => {
    this.#speak();
  });

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.latest, state.matches, state.query];
  }

  override render(): TemplateResult {
    return html`<div class="unseen" role="status" aria-live="polite">${this.#text}</div>`;
  }

  override updated(): void {
    this.#task.schedule();
  }

  #speak(): void {
    const text = pageVisibility.isVisible ? this.#sentence() : '';
    if (text === '' || text === this.#text) return;
    this.#text = text;
    this.requestUpdate();
  }

  #sentence(): string {
    const captures = this.state.latest?.captures ?? [];
    const nowMs = this.panel.clock.nowMs();
    const parts: string[] = [];
    for (const capture of captures) {
      const words = capture.state === 'reconnecting' ? 'Reconnecting' : stateText(capture, nowMs);
      if (this.#toldStates.get(capture.captureId) === words) continue;
      this.#toldStates.set(capture.captureId, words);
      parts.push(`${METHOD_LABELS[capture.feed.method]} ${words.toLowerCase()}.`);
    }
    const matches = this.#matchText();
    if (matches !== this.#toldMatches) {
      this.#toldMatches = matches;
      if (matches !== '') parts.push(matches);
    }
    const messages = captures.reduce((sum, capture) => sum + capture.counters.messages.received, 0);
    const fresh = messages - this.#toldMessages;
    const seconds = Math.round((nowMs - this.#toldAtMs) / 1000);
    if (fresh > 0 && this.#toldAtMs > 0) parts.push(`${countOf(fresh, 'message')} in ${seconds} s.`);
    this.#toldMessages = messages;
    this.#toldAtMs = nowMs;
    return parts.join(' ');
  }

  /** What a filter that is being typed has found; empty without one. */
  #matchText(): string {
    const { query, matches } = this.state;
    if (isEveryRow(query) || matches.progress < 1) return '';
    return `${countOf(matches.count, 'match', 'matches')}.`;
  }
}

customElements.define('ri-announcer', Announcer);
