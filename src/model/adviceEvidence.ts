import type { Comparison } from '../protocol/comparison.ts';
import { METHOD_LABELS } from '../protocol/method.ts';
import type { ReplayCheck } from '../protocol/replay.ts';
import type { FigureColumn } from './comparisonRows.ts';
import { differ } from './figureErrors.ts';
import { countOf, formatDuration, formatRate, formatShare } from './format.ts';

/** One of the questions that decide between the methods. */
export interface AdvicePoint {
  readonly question: string;
  readonly answer: string;
  /** What shows it, in sentences with numbers. */
  readonly evidence: readonly string[];
}

/** What a client sends once may stand in the address as well. */
export const SUBSCRIPTION_MESSAGES = 1;
/** Data that changes so many times as often as it is asked for, or so many times as rarely, is said to. */
const CLEARLY = 2;

export function adviceEvidence(
  columns: readonly FigureColumn[],
  { assumptions }: Comparison,
  check: ReplayCheck | null,
): AdvicePoint[] {
  return [rateOf(columns, assumptions.intervalMs), directionOf(columns), complexityOf(columns, check)];
}

function rateOf(columns: readonly FigureColumn[], assumedIntervalMs: number): AdvicePoint {
  const question = 'How often does data change?';
  const seen = columns.filter(({ figures, spanMs }) => figures.messages > 0 && spanMs > 0);
  // What is pushed tells best when messages were there.
  const best =
    seen.findLast(
      ({ kind, method }) => kind === 'measured' && (method === 'sse' || method === 'websocket'),
    ) ??
    seen.find(({ kind }) => kind === 'measured') ??
    seen[0];
  if (best === undefined) {
    const isSilent = columns.every(({ figures }) => figures.messages === 0);
    const why = isSilent ? 'no message has come' : 'the capture took no time';
    return { question, answer: `Not known: ${why}.`, evidence: [] };
  }
  const { messages } = best.figures;
  const perSecond = (1_000 * messages) / best.spanMs;
  const gapMs = best.spanMs / messages;
  return {
    question,
    answer: `Every ${formatDuration(gapMs)} on average: ${besidePolls(gapMs, assumedIntervalMs)}.`,
    evidence: [
      `${countOf(messages, 'message')} in ${formatDuration(best.spanMs)}, ${formatRate(perSecond)}.`,
      ...columns.flatMap((column) => pollEvidence(column, columns)),
      ...columns.flatMap(delayEvidence),
    ],
  };
}

function besidePolls(gapMs: number, intervalMs: number): string {
  const polls = `a poll every ${formatDuration(intervalMs)}`;
  if (gapMs > CLEARLY * intervalMs) return `more rarely than ${polls} asks, so most would bring nothing`;
  if (gapMs * CLEARLY < intervalMs)
    return `more often than ${polls} asks, so news would wait and come in batches`;
  return `about as often as ${polls} asks`;
}

/** What polls brought, and what a stream needs instead. */
function pollEvidence({ kind, method, figures }: FigureColumn, columns: readonly FigureColumn[]): string[] {
  const { polls } = figures;
  if (polls === null) return [];
  const without = polls.empty + polls.unchanged;
  const answered = without + polls.withMessages;
  if (answered === 0) return [];
  const stream = columns.find((other) => other.method === 'sse');
  const share = formatShare(without / answered);
  const name = METHOD_LABELS[method];
  const brought =
    kind === 'measured'
      ? `${name}: ${share} of ${countOf(answered, 'poll')} brought nothing`
      : `${name} (estimated): ${share} of ${countOf(answered, 'poll')} would bring nothing`;
  if (stream === undefined) return [`${brought}.`];
  const verb = stream.kind === 'measured' ? 'needed' : 'would need';
  return [`${brought}; SSE ${verb} ${countOf(stream.figures.requests, 'request')}.`];
}

function delayEvidence({ kind, method, figures: { delay } }: FigureColumn): string[] {
  if (delay === null || method === 'websocket') return [];
  const name = METHOD_LABELS[method];
  return kind === 'measured'
    ? [
        `${name}: messages came ${formatDuration(delay.mean)} late on average, against ${basisText(delay.basis)}.`,
      ]
    : [`${name} (estimated): messages would come ${formatDuration(delay.mean)} late on average.`];
}

function basisText(basis: string): string {
  return basis === 'message time' ? 'their own times' : 'their earliest arrival';
}

function directionOf(columns: readonly FigureColumn[]): AdvicePoint {
  const question = 'Must both sides talk?';
  const socket = columns.find(({ kind, method }) => kind === 'measured' && method === 'websocket');
  if (socket?.kind !== 'measured') {
    return {
      question,
      answer: 'Not known: only a WebSocket shows what a client sends, and none was captured.',
      evidence: ['Requests of their own carry what a client seldom sends, beside any of the methods.'],
    };
  }
  const { sentMessages } = socket;
  const evidence = [
    `The client sent ${countOf(sentMessages, 'message')} by WebSocket, and received ${countOf(socket.figures.messages, 'message')}.`,
  ];
  if (sentMessages === 0) return { question, answer: 'Not here: the client sent nothing.', evidence };
  if (sentMessages <= SUBSCRIPTION_MESSAGES) {
    return {
      question,
      answer: 'Hardly: a single message, as one that subscribes, may stand in the address as well.',
      evidence,
    };
  }
  return { question, answer: 'Yes: the client sends as well.', evidence };
}

function complexityOf(columns: readonly FigureColumn[], check: ReplayCheck | null): AdvicePoint {
  const stream = columns.find(({ method }) => method === 'sse');
  const socket = columns.find(({ method }) => method === 'websocket');
  return {
    question: 'How complex may the app get?',
    answer: 'That is yours to say: SSE and short polling are easy, long polling takes more, WebSocket most.',
    evidence: stream === undefined || socket === undefined ? [] : socketEvidence(socket, stream, check),
  };
}

/** What the harder app would bring. */
function socketEvidence(socket: FigureColumn, stream: FigureColumn, check: ReplayCheck | null): string[] {
  const share = bytesPerMs(socket) / bytesPerMs(stream);
  const difference = differ('bytes', socket, stream, check);
  if (difference === 'unknown' || !Number.isFinite(share)) return [];
  const bytes = {
    better: `${formatShare(1 - share)} fewer wire bytes than SSE`,
    worse: `${formatShare(share - 1)} more wire bytes than SSE`,
    within: 'as many wire bytes as SSE, as far as can be told',
  }[difference];
  const verb = socket.kind === 'measured' ? 'took' : 'would take';
  return [`WebSocket ${verb} ${bytes}${waitText(socket, stream)}.`];
}

function waitText({ figures: { delay: a } }: FigureColumn, { figures: { delay: b } }: FigureColumn): string {
  if (a === null || a.basis !== b?.basis) return '';
  return `; messages come ${formatDuration(a.mean)} late by it, ${formatDuration(b.mean)} by SSE`;
}

function bytesPerMs({ figures: { receivedBytes, sentBytes }, spanMs }: FigureColumn): number {
  return (receivedBytes + sentBytes) / spanMs;
}
