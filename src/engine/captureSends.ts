import type { Repeating } from '../protocol/capture.ts';
import { type ErrorInfo, InspectorError, toErrorInfo } from '../protocol/errors.ts';
import type { Outgoing } from '../protocol/outgoing.ts';
import type { Clock } from './clock.ts';
import { OutgoingTemplate, type SendRequest } from './outgoingTemplate.ts';
import { RepeatedSend } from './repeatedSend.ts';
import { notOpen } from './websocket/webSocketFailure.ts';

export interface CaptureSendsContext {
  readonly clock: Clock;
  readonly random: () => number;
  readonly isOpen: () => boolean;
  readonly deliver: (outgoing: Outgoing) => Promise<void>;
  /** What ended a repetition. */
  readonly onError: (atMs: number, error: ErrorInfo) => void;
  /** It repeats something, or no longer. */
  readonly onChange: () => void;
}

/** What the user sends on a capture, once or again and again, with variables put in at the moment of each send. */
export class CaptureSends {
  readonly #context: CaptureSendsContext;
  #repeated: RepeatedSend | null = null;
  #counted = 0;
  #isOver = false;

  constructor(context: CaptureSendsContext) {
    this.#context = context;
  }

  get repeating(): Repeating | null {
    return this.#repeated?.figures ?? null;
  }

  /** Sent texts that had a counter. */
  get counted(): number {
    return this.#counted;
  }

  /** @throws InspectorError `invalid-option` where it cannot be sent as it is, `not-open` where nothing is open */
  async send(request: SendRequest): Promise<void> {
    await this.#send(new OutgoingTemplate(request));
  }

  /**
   * Sends at once, and then at each tick of the interval. What is wrong with it is told to who asked, by the first send.
   * @param count null: until it is stopped
   * @throws InspectorError as `send` does; then nothing is repeated
   */
  async repeat(request: SendRequest, intervalMs: number, count: number | null): Promise<void> {
    const template = new OutgoingTemplate(request);
    if (template.kind === 'close') {
      throw new InspectorError('invalid-option', 'a close ends what it is sent on', 'send it once');
    }
    const { clock, onError } = this.#context;
    const startedAtMs = clock.nowMs();
    await this.#send(template);
    this.stopRepeat();
    if (count === 1 || this.#isOver) return;
    const repeated = new RepeatedSend({
      intervalMs,
      count,
      startedAtMs,
      clock,
      send: () => this.#send(template),
      onError: (error) => {
        onError(clock.nowMs(), toErrorInfo(error));
      },
      onEnd: () => {
        if (this.#repeated === repeated) this.stopRepeat();
      },
    });
    this.#repeated = repeated;
    repeated.start();
    this.#context.onChange();
  }

  stopRepeat(): void {
    if (this.#repeated === null) return;
    this.#repeated.stop();
    this.#repeated = null;
    this.#context.onChange();
  }

  /** The capture has ended. */
  end(): void {
    this.#isOver = true;
    this.stopRepeat();
  }

  async #send(template: OutgoingTemplate): Promise<void> {
    if (!this.#context.isOpen()) throw notOpen();
    const outgoing = this.#fill(template);
    // Before it is written: another one that is sent meanwhile has the next number.
    if (template.hasCounter) this.#counted += 1;
    await this.#context.deliver(outgoing);
  }

  #fill(template: OutgoingTemplate): Outgoing {
    const { clock, random } = this.#context;
    return template.fill({ nowMs: () => clock.nowMs(), random, count: this.#counted + 1 });
  }
}
