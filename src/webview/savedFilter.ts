import { parseJson } from '../model/parseJson.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import { type Direction, FRAME_KINDS, type FrameKind } from '../protocol/frame.ts';
import { type Method, METHODS } from '../protocol/method.ts';
import type { RowQuery } from '../protocol/panel.ts';
import type { SavedItem } from '../protocol/saved.ts';

/** A filter as a workspace keeps it. Captures come and go, so of those chosen it has the methods. */
export interface SavedFilter {
  readonly name: string;
  readonly text: string;
  readonly direction: Direction | null;
  readonly kinds: readonly FrameKind[] | null;
  readonly methods: readonly Method[] | null;
}

export function savedFilterOf(
  name: string,
  { text, direction, kinds, captureIds }: RowQuery,
  captures: readonly CaptureSummary[],
): SavedFilter {
  const chosen = captures.filter(({ captureId }) => captureIds?.includes(captureId) === true);
  const methods = METHODS.filter((method) => chosen.some(({ feed }) => feed.method === method));
  return { name, text, direction, kinds, methods: methods.length === 0 ? null : methods };
}

/** The query that a saved filter is among these captures; where none is by its methods, of all of them. */
export function queryOf(
  { text, direction, kinds, methods }: SavedFilter,
  captures: readonly CaptureSummary[],
): RowQuery {
  const ids = captures
    .filter(({ feed }) => methods?.includes(feed.method) === true)
    .map(({ captureId }) => captureId);
  return { text, direction, kinds, captureIds: ids.length === 0 ? null : ids };
}

export function toItem({ name, ...value }: SavedFilter): SavedItem {
  return { name, value: JSON.stringify(value) };
}

/** @returns null where the item holds no filter of this form */
export function fromItem({ name, value }: SavedItem): SavedFilter | null {
  const raw: unknown = parseJson(value);
  if (typeof raw !== 'object' || raw === null || !('text' in raw) || typeof raw.text !== 'string')
    return null;
  const direction = 'direction' in raw ? raw.direction : null;
  return {
    name,
    text: raw.text,
    direction: direction === 'in' || direction === 'out' ? direction : null,
    kinds: membersOf(FRAME_KINDS, 'kinds' in raw ? raw.kinds : null),
    methods: membersOf(METHODS, 'methods' in raw ? raw.methods : null),
  };
}

function membersOf<T extends string>(known: readonly T[], raw: unknown): readonly T[] | null {
  const members = known.filter((member) => Array.isArray(raw) && raw.includes(member));
  return members.length === 0 ? null : members;
}
