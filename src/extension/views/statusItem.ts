import {
  type Disposable,
  l10n,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  window,
} from 'vscode';
import { calmRate, feedName } from './captureWords.ts';
import type { LiveCaptures } from './liveCaptures.ts';

/** Captures named in the tooltip. */
const MAX_NAMED = 10;

/** The pulse in the status bar: how many captures run, and how fast messages come. */
export class StatusItem implements Disposable {
  readonly #item: StatusBarItem;
  readonly #live: LiveCaptures;
  readonly #subscription: Disposable;

  constructor(live: LiveCaptures) {
    this.#live = live;
    this.#item = window.createStatusBarItem('realtimeInspector.open', StatusBarAlignment.Right, 90);
    this.#item.name = l10n.t('Realtime Inspector');
    this.#draw();
    this.#item.show();
    this.#subscription = live.onDidChange(() => {
      this.#draw();
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #draw(): void {
    const { running, messagesPerSecond } = this.#live;
    const open = l10n.t('Open Realtime Inspector');
    if (running.length === 0) {
      this.#item.text = '$(pulse)';
      this.#item.tooltip = open;
      this.#item.command = 'realtimeInspector.open';
      this.#item.accessibilityInformation = { label: open, role: 'button' };
      return;
    }
    const rate = calmRate(messagesPerSecond);
    this.#item.text = `$(pulse) ${running.length} · ${rate}`;
    this.#item.tooltip = this.#tooltip();
    this.#item.command = 'realtimeInspector.showPanel';
    // Without the rate: a label that changes each second would be read each second.
    const label =
      running.length === 1
        ? l10n.t('{0}, 1 capture is running', open)
        : l10n.t('{0}, {1} captures are running', open, running.length);
    this.#item.accessibilityInformation = { label, role: 'button' };
  }

  #tooltip(): MarkdownString {
    const { running } = this.#live;
    const tooltip = new MarkdownString();
    for (const { capture } of running.slice(0, MAX_NAMED)) {
      tooltip.appendText(
        `${feedName(capture.feed)}: ${l10n.t('{0} messages', capture.counters.messages.received)}, ${calmRate(capture.messagesPerSecond)}\n`,
      );
    }
    if (running.length > MAX_NAMED) {
      tooltip.appendText(l10n.t('and {0} more', running.length - MAX_NAMED));
    }
    return tooltip;
  }
}
