import type { CaptureSummary } from '../../protocol/capture.ts';
import type { StartFeed } from '../../protocol/feed.ts';
import { type Method, METHODS, type MethodChoice } from '../../protocol/method.ts';
import { draftErrors } from '../draftErrors.ts';
import { draftFeed, draftOfFeed } from '../draftFeed.ts';
import { type FeedDraft, normalizeUrl } from '../feedDraft.ts';

/** An address for each method; empty: it is not captured. */
export type MethodAddresses = Readonly<Record<Method, string>>;

/** The feed whose options the others take over: what was captured last, else what the form says. */
export function baseDraft(captures: readonly CaptureSummary[], draft: FeedDraft): FeedDraft {
  const last = captures.at(-1);
  return last === undefined ? draft : draftOfFeed(last.feed);
}

/** Addresses to begin with: where a method was captured, its own; else one made of another's that names its method. */
export function guessAddresses(captures: readonly CaptureSummary[], draft: FeedDraft): MethodAddresses {
  const base = baseDraft(captures, draft);
  const addressOf = (method: Method): string =>
    captures.findLast(({ feed }) => feed.method === method)?.feed.url ??
    (base.method === method ? base.url.trim() : guessedFrom(base, method));
  return {
    'short-polling': addressOf('short-polling'),
    'long-polling': addressOf('long-polling'),
    websocket: addressOf('websocket'),
    sse: addressOf('sse'),
  };
}

/** `http://host/sse` makes `ws://host/websocket`; an address that names no method tells nothing of the others. */
function guessedFrom({ url, method: own }: FeedDraft, method: Method): string {
  if (url.trim() === '') return '';
  const address = URL.parse(normalizeUrl(url, own));
  const segment = address?.pathname.split('/').at(-1) ?? '';
  if (address === null || !METHODS.some((name) => name === segment)) return '';
  address.pathname = `${address.pathname.slice(0, -segment.length)}${method}`;
  return normalizeUrl(address.href, method);
}

/** The feed from whose address the others are looked for: its own, else the first one that was written. */
export function withAddress(base: FeedDraft, addresses: MethodAddresses): FeedDraft {
  const method = METHODS.find((written) => addresses[written].trim() !== '');
  return base.url.trim() !== '' || method === undefined ? base : { ...base, method, url: addresses[method] };
}

/** What was found takes the place of what was guessed; where nothing was found, that stays. */
export function withFound(
  addresses: MethodAddresses,
  found: Readonly<Record<Method, string | null>>,
): MethodAddresses {
  return {
    'short-polling': found['short-polling'] ?? addresses['short-polling'],
    'long-polling': found['long-polling'] ?? addresses['long-polling'],
    websocket: found.websocket ?? addresses.websocket,
    sse: found.sse ?? addresses.sse,
  };
}

/** A feed for each method that has an address, with the options of the base that do something for it. */
export function feedsToCompare(addresses: MethodAddresses, base: FeedDraft): readonly StartFeed[] {
  return METHODS.filter((method) => addresses[method].trim() !== '').map((method) =>
    draftFeed({ ...base, method, url: addresses[method] }),
  );
}

/** What is wrong with an address, as a phrase; null: nothing, or it is left out. */
export function addressProblem(method: MethodChoice, url: string, base: FeedDraft): string | null {
  return url.trim() === '' ? null : (draftErrors({ ...base, method, url }).url ?? null);
}
