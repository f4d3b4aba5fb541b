import type { CaptureSummary } from '../../protocol/capture.ts';
import type { SendOrder } from '../../protocol/outgoing.ts';
import type { Panel } from '../panel.ts';
import { type ComposeState, draftOf, withDraft, withSent } from './composeState.ts';
import { canBeEmpty, type Composed, toOrder } from './outgoingDraft.ts';
import { parseRepetition } from './repetition.ts';
import { socketsOf, targetOf } from './sockets.ts';

/** What is done with what is being written: it is changed, sent, and remembered. */
export class Composer {
  readonly #panel: Panel;
  /** What could not be sent as it is. */
  #refused: Composed | null = null;

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  get state(): ComposeState {
    return this.#panel.store.state.compose;
  }

  get draft(): Composed {
    return draftOf(this.state);
  }

  get sockets(): readonly CaptureSummary[] {
    return socketsOf(this.#panel.store.state.latest);
  }

  /** Where it goes; undefined where there is no WebSocket. */
  get target(): CaptureSummary | undefined {
    return targetOf(this.sockets, this.state.captureId);
  }

  /** Whether the user has tried to send the draft as it stands: until then it is not wrong, only not finished. */
  get isRefused(): boolean {
    return this.#refused !== null && isSame(this.#refused, this.draft);
  }

  get canSend(): boolean {
    const { kind, text } = this.draft;
    return this.target?.state === 'open' && (text !== '' || canBeEmpty(kind));
  }

  set(part: Partial<ComposeState>): void {
    this.#update((compose) => ({ ...compose, ...part }));
  }

  write(text: string): void {
    this.load({ kind: this.state.kind, text });
  }

  load(message: Composed): void {
    this.#update((compose) => withDraft(compose, message));
  }

  async send(): Promise<void> {
    const composed = this.draft;
    const ready = this.#ready(composed);
    if (ready === null) return;
    const sent = await this.#panel.attempt('capture/send', ready);
    if (sent === undefined) return;
    this.#update((compose) => withSent(compose, composed));
    // A line is for talking; what is worked on in the large editor stays.
    if (!this.state.isExpanded && isSame(this.draft, composed)) this.write('');
  }

  async repeat(): Promise<void> {
    const composed = this.draft;
    const repetition = parseRepetition(this.state.interval, this.state.count);
    const ready = this.#ready(composed);
    if (ready === null || repetition === null) return;
    const started = await this.#panel.attempt('capture/repeat', { ...ready, ...repetition });
    if (started !== undefined) this.#update((compose) => withSent(compose, composed));
  }

  /** What the call needs; null where it cannot be sent. */
  #ready(composed: Composed): (SendOrder & { readonly captureId: number }) | null {
    const { target } = this;
    if (target === undefined || !this.canSend) return null;
    const order = toOrder(composed, this.state.areVariablesOn);
    if (!('problem' in order)) return { captureId: target.captureId, ...order };
    this.#refused = composed;
    return null;
  }

  #update(change: (compose: ComposeState) => ComposeState): void {
    this.#panel.store.update((state) => ({ ...state, compose: change(state.compose) }));
  }
}

function isSame(one: Composed, other: Composed): boolean {
  return one.kind === other.kind && one.text === other.text;
}
