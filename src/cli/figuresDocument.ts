import { sinceStart } from '../model/frameLine.ts';
import type { MethodFigures } from '../protocol/comparison.ts';

/** Figures of a method as the commands that estimate print them. */
export interface FiguresDocument {
  readonly requests: number;
  readonly messages: number;
  readonly bytes: {
    readonly received: number;
    readonly sent: number;
    /** Null: not told apart. */
    readonly split: MethodFigures['split'];
  };
  readonly delayMs: {
    readonly mean: number;
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
    readonly max: number;
  };
  /** Null with fewer than two delays. */
  readonly jitterMs: number | null;
  /** Polls answered without a message. */
  readonly emptyPolls: number;
  /** Of these, the ones that said that nothing has changed. */
  readonly unchangedPolls: number;
  readonly connections: number;
}

export function figuresDocument(figures: MethodFigures): FiguresDocument {
  const { delay } = figures;
  return {
    requests: figures.requests,
    messages: figures.messages,
    bytes: { received: figures.receivedBytes, sent: figures.sentBytes, split: figures.split },
    delayMs: {
      mean: sinceStart(delay?.mean ?? 0, 0),
      p50: sinceStart(delay?.p50 ?? 0, 0),
      p95: sinceStart(delay?.p95 ?? 0, 0),
      p99: sinceStart(delay?.p99 ?? 0, 0),
      max: sinceStart(delay?.max ?? 0, 0),
    },
    jitterMs: figures.jitterMs === null ? null : sinceStart(figures.jitterMs, 0),
    emptyPolls: (figures.polls?.empty ?? 0) + (figures.polls?.unchanged ?? 0),
    unchangedPolls: figures.polls?.unchanged ?? 0,
    connections: figures.connections,
  };
}
