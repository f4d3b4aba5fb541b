import { Histogram } from '../model/histogram.ts';
import { JitterMeter } from '../model/jitter.ts';
import { MessageOrder } from '../model/messageOrder.ts';
import { RateMeter } from '../model/rateMeter.ts';
import type { CaptureCounters, Quantiles } from '../protocol/capture.ts';
import type { Direction, OrderMark } from '../protocol/frame.ts';

type MessageCounts = CaptureCounters['messages'];

/** What is counted of a capture's messages, one by one as they come. */
export class MessageTally {
  readonly #order = new MessageOrder();
  readonly #rate = new RateMeter();
  readonly #gaps = new Histogram();
  readonly #sizes = new Histogram();
  readonly #sentSizes = new Histogram();
  readonly #delays = new Histogram();
  readonly #jitter = new JitterMeter();
  #lastReceivedAtMs: number | null = null;
  #received = 0;
  #sent = 0;
  #duplicates = 0;
  #outOfOrder = 0;
  #payloadReceivedBytes = 0;
  #payloadSentBytes = 0;

  get received(): number {
    return this.#received;
  }

  get counts(): MessageCounts {
    return {
      received: this.#received,
      sent: this.#sent,
      duplicates: this.#duplicates,
      outOfOrder: this.#outOfOrder,
    };
  }

  get payload(): { readonly receivedBytes: number; readonly sentBytes: number } {
    return { receivedBytes: this.#payloadReceivedBytes, sentBytes: this.#payloadSentBytes };
  }

  get gaps(): Quantiles | null {
    return this.#gaps.toQuantiles();
  }

  /** Of received messages, in bytes. */
  get sizes(): Quantiles | null {
    return this.#sizes.toQuantiles();
  }

  get delays(): Quantiles | null {
    return this.#delays.toQuantiles();
  }

  get histograms(): Readonly<Record<'size' | 'sentSize' | 'gap' | 'delay', Histogram>> {
    return { size: this.#sizes, sentSize: this.#sentSizes, gap: this.#gaps, delay: this.#delays };
  }

  get delayJitterMs(): number | null {
    return this.#jitter.meanMs;
  }

  messagesPerSecond(nowMs: number): number {
    return this.#rate.perSecond(nowMs);
  }

  /** @param ownTimeMs the message's own time, where the feed says where it is */
  add(
    atMs: number,
    direction: Direction,
    sizeBytes: number,
    id: string | null,
    ownTimeMs: number | null,
  ): OrderMark | null {
    if (direction === 'out') {
      this.#sent += 1;
      this.#payloadSentBytes += sizeBytes;
      this.#sentSizes.record(sizeBytes);
      return null;
    }
    this.#received += 1;
    this.#payloadReceivedBytes += sizeBytes;
    this.#rate.record(atMs);
    this.#sizes.record(sizeBytes);
    if (this.#lastReceivedAtMs !== null) this.#gaps.record(atMs - this.#lastReceivedAtMs);
    this.#lastReceivedAtMs = atMs;
    // Clocks of two machines can disagree; a delay below zero would say that a message came before it was sent.
    if (ownTimeMs !== null) this.#addDelay(Math.max(0, atMs - ownTimeMs));
    return id === null ? null : this.#markOf(id);
  }

  #addDelay(delayMs: number): void {
    this.#delays.record(delayMs);
    this.#jitter.record(delayMs);
  }

  #markOf(id: string): OrderMark | null {
    const mark = this.#order.mark(id);
    if (mark === 'duplicate') this.#duplicates += 1;
    else if (mark === 'out-of-order') this.#outOfOrder += 1;
    return mark;
  }
}
