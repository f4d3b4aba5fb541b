import { type Cookie, CookieJar } from 'tough-cookie';
import type { HeaderField } from '../../protocol/feed.ts';
import { InspectorError } from '../../protocol/errors.ts';
import { MAX_COOKIES } from '../../protocol/limits.ts';
import { withHeader } from './requestHeaders.ts';

/** The cookies of one capture (RFC 6265): what its answers set, its later requests carry. */
export class Cookies {
  readonly #jar = new CookieJar();
  readonly #onFull: () => void;
  /** Those that were set, by site, path and name: one that is set again is the same. */
  readonly #known = new Set<string>();
  #isFull = false;

  /** @param onFull told once, when a cookie is not taken because there are MAX_COOKIES */
  constructor(onFull: () => void) {
    this.#onFull = onFull;
  }

  /** Adds to a request those that belong to its address; of the user's own, those that no answer has set since. */
  addTo(headers: readonly HeaderField[], url: URL): readonly HeaderField[] {
    if (this.#known.size === 0) return headers;
    const set = this.#jar.getCookiesSync(url.href).map((cookie) => cookie.cookieString());
    if (set.length === 0) return headers;
    const names = new Set(set.map(nameOf));
    const own = headers
      .filter(([name]) => name.toLowerCase() === 'cookie')
      .flatMap(([, value]) => value.split(';').map((pair) => pair.trim()))
      .filter((pair) => pair !== '' && !names.has(nameOf(pair)));
    return withHeader(headers, 'Cookie', [...own, ...set].join('; '));
  }

  /** @param setCookies the values of `Set-Cookie` in an answer; what is no cookie for that address is passed over */
  take(setCookies: readonly string[], url: URL): void {
    for (const setCookie of setCookies) {
      const cookie = this.#jar.setCookieSync(setCookie, url.href, { ignoreError: true, loose: true });
      if (cookie === undefined) continue;
      const key = [cookie.domain, cookie.path, cookie.key].join(' ');
      if (this.#known.has(key) || this.#known.size < MAX_COOKIES) this.#known.add(key);
      else this.#refuse(cookie);
    }
  }

  #refuse({ domain, path, key }: Cookie): void {
    this.#jar.store.removeCookie(domain ?? '', path ?? '', key, () => undefined);
    if (!this.#isFull) this.#onFull();
    this.#isFull = true;
  }
}

function nameOf(pair: string): string {
  return pair.split('=', 1)[0]?.trim() ?? '';
}

export function tooManyCookies(): InspectorError {
  return new InspectorError(
    'invalid-response',
    `the servers have set ${MAX_COOKIES} cookies, and no others are taken`,
    'check why each answer sets new ones',
  );
}
