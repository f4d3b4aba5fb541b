import { formatRate } from '../../model/format.ts';
import { maskedAddress } from '../../model/secrets.ts';
import { visibleLine } from '../../model/visibleText.ts';
import type { StartFeed } from '../../protocol/feed.ts';
import { METHOD_LABELS, type MethodChoice } from '../../protocol/method.ts';

/** What a feed is called outside of panels: its name, else its host and path. */
export function feedName({ name, url }: Pick<StartFeed, 'url'> & { readonly name?: string | null }): string {
  return visibleLine(name ?? shortAddress(url));
}

/** Host and path, without what may be secret. */
export function shortAddress(url: string): string {
  return visibleLine(maskedAddress(url).replace(/^[a-z][a-z\d+.-]*:\/\/(?:[^/?#]*@)?/i, ''));
}

export function methodLabel(method: MethodChoice): string {
  return method === 'auto' ? 'auto' : METHOD_LABELS[method];
}

/** The icon of a method, among the editor's own. */
export function methodIcon(method: MethodChoice): string {
  return METHOD_ICONS[method];
}

/** A rate where it changes beside other text: without decimals from ten on. */
export function calmRate(perSecond: number): string {
  return perSecond >= 10 ? formatRate(Math.round(perSecond)).replace(/\.0(?=\/)/, '') : formatRate(perSecond);
}

const METHOD_ICONS: Readonly<Record<MethodChoice, string>> = {
  auto: 'pulse',
  websocket: 'arrow-swap',
  sse: 'broadcast',
  'long-polling': 'watch',
  'short-polling': 'sync',
};
