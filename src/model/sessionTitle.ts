import type { CaptureSummary } from '../protocol/capture.ts';
import { visibleLine } from './visibleText.ts';

const MAX_CHARACTERS = 60;

/** What a session's captures are called together, short: `ticks · localhost:8080`. Null: it has none. */
export function sessionTitle(captures: readonly CaptureSummary[]): string | null {
  const places = captures.map(({ feed }) => placeOf(feed.url));
  const hosts = [...new Set(places.map(({ host }) => host))];
  const names = [...new Set(captures.map(({ feed }, at) => feed.name ?? places[at]?.name ?? ''))];
  const [host] = hosts;
  if (host === undefined) return null;
  const where = hosts.length === 1 ? host : `${host} +${hosts.length - 1}`;
  const [name = ''] = names;
  const title = visibleLine(names.length > 1 || name === '' ? where : `${name} · ${where}`);
  return title.length <= MAX_CHARACTERS ? title : `${title.slice(0, MAX_CHARACTERS - 1)}…`;
}

/** The host of an address and the last segment of its path, without user, password and query. */
function placeOf(url: string): { readonly host: string; readonly name: string } {
  const [, host = url, path = ''] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?([^/?#]*)([^?#]*)/i.exec(url) ?? [];
  return { host, name: path.split('/').findLast((segment) => segment !== '') ?? '' };
}
