import {
  MAX_KEPT_DRAFT_CHARACTERS,
  MAX_KEPT_HISTORY_CHARACTERS,
  MAX_SENT_HISTORY,
} from '../../protocol/limits.ts';
import { type ComposeState, EMPTY_COMPOSE } from './composeState.ts';
import { type Composed, SEND_KINDS, type SendKind } from './outgoingDraft.ts';

/** What outlives the page: drafts that are not too long, and the newest of what was sent. */
export function toKept(compose: ComposeState): Readonly<Record<string, unknown>> {
  const drafts = SEND_KINDS.map((kind) => [kind, keptDraft(compose.drafts[kind])] as const);
  return { ...compose, drafts: Object.fromEntries(drafts), history: keptHistory(compose.history) };
}

export function isKept(draft: string): boolean {
  return draft.length <= MAX_KEPT_DRAFT_CHARACTERS;
}

/** Whatever is missing or of another type takes its default. */
export function fromKept(raw: unknown): ComposeState {
  if (!isRecord(raw)) return EMPTY_COMPOSE;
  const text = (value: unknown, fallback: string): string => (typeof value === 'string' ? value : fallback);
  const drafts = isRecord(raw['drafts']) ? raw['drafts'] : {};
  const draft = (kind: SendKind): string => text(drafts[kind], '');
  return {
    kind: kindFrom(raw['kind']) ?? EMPTY_COMPOSE.kind,
    drafts: {
      text: draft('text'),
      hex: draft('hex'),
      base64: draft('base64'),
      file: draft('file'),
      ping: draft('ping'),
      close: draft('close'),
    },
    isExpanded: raw['isExpanded'] === true,
    areVariablesOn: raw['areVariablesOn'] !== false,
    interval: text(raw['interval'], EMPTY_COMPOSE.interval),
    count: text(raw['count'], EMPTY_COMPOSE.count),
    captureId: typeof raw['captureId'] === 'number' ? raw['captureId'] : null,
    history: historyFrom(raw['history']),
  };
}

/** @returns null where it is nothing that was composed */
export function composedFrom(raw: unknown): Composed | null {
  if (!isRecord(raw)) return null;
  const kind = kindFrom(raw['kind']);
  const text = raw['text'];
  return kind === undefined || typeof text !== 'string' ? null : { kind, text };
}

function keptDraft(draft: string): string {
  return isKept(draft) ? draft : '';
}

function keptHistory(history: readonly Composed[]): readonly Composed[] {
  let room = MAX_KEPT_HISTORY_CHARACTERS;
  const oldest = history.findLastIndex(({ text }) => {
    room -= text.length;
    return room < 0;
  });
  return history.slice(oldest + 1);
}

function historyFrom(raw: unknown): readonly Composed[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((item: unknown) => composedFrom(item) ?? []).slice(-MAX_SENT_HISTORY);
}

function kindFrom(raw: unknown): SendKind | undefined {
  return SEND_KINDS.find((kind) => kind === raw);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
