import { countOf } from '../model/format.ts';
import type { RequestPhases, RequestPurpose, RequestRecord } from '../protocol/request.ts';
import { OUTCOME_WORDS } from './timeline/timelineTip.ts';

export const PURPOSE_WORDS: Readonly<Record<RequestPurpose, string>> = {
  poll: 'Poll',
  stream: 'Stream',
  upgrade: 'Upgrade',
};

/** What a request brought, in words. */
export function outcomeText({ outcome, messageCount, purpose }: RequestRecord): string {
  const brought = countOf(messageCount, 'message');
  if (outcome === 'messages') return brought;
  if (outcome === 'streaming' || outcome === 'streamed') return `${OUTCOME_WORDS[outcome]}, ${brought}`;
  if (outcome === 'pending' && purpose !== 'poll') return 'connecting';
  return OUTCOME_WORDS[outcome];
}

/** @param nowMs for a request that has not ended */
export function requestDurationMs(request: RequestRecord, nowMs: number): number {
  return Math.max(0, (request.endedAtMs ?? nowMs) - request.startedAtMs);
}

/** Path and query: of requests to one address, the part that differs. */
export function requestTarget({ url }: RequestRecord): string {
  const parsed = URL.parse(url);
  return parsed === null ? url : `${parsed.pathname}${parsed.search}`;
}

export interface Phase {
  readonly name: 'dns' | 'connect' | 'tls' | 'wait' | 'transfer';
  readonly label: string;
  readonly ms: number;
}

/** The phases that happened, in order. */
export function phasesOf(phases: RequestPhases): readonly Phase[] {
  const all = [
    ['dns', 'DNS', phases.dnsMs],
    ['connect', 'TCP', phases.connectMs],
    ['tls', 'TLS', phases.tlsMs],
    ['wait', 'Wait', phases.waitMs],
    ['transfer', 'Transfer', phases.transferMs],
  ] as const;
  return all.flatMap(([name, label, ms]) => (ms === null ? [] : [{ name, label, ms }]));
}

export interface HeadLine {
  /** Null: the start line. */
  readonly name: string | null;
  readonly value: string;
}

/** A head's lines, without the blank one that ends it. */
export function headLines(head: string): readonly HeadLine[] {
  return head
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line, index) => {
      const colon = line.indexOf(':');
      if (index === 0 || colon < 1) return { name: null, value: line };
      return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
    });
}
