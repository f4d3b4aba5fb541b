import { CookieJar } from 'tough-cookie';
import type { HeaderField } from '../../protocol/feed.ts';
import { withHeader } from './requestHeaders.ts';

/** The most cookies taken from one capture's servers. RFC 6265, section 6.1 has 3,000 as enough. */
const MAX_COOKIES = 3_000;

/** The cookies of one capture (RFC 6265): what its answers set, its later requests carry. */
export class Cookies {
  readonly #jar = new CookieJar();
  #taken = 0;

  /** Adds to a request those that belong to its address; of the user's own, those that no answer has set since. */
  addTo(headers: readonly HeaderField[], url: URL): readonly HeaderField[] {
    if (this.#taken === 0) return headers;
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
      if (this.#taken >= MAX_COOKIES) return;
      this.#taken += 1;
      this.#jar.setCookieSync(setCookie, url.href, { ignoreError: true, loose: true });
    }
  }
}

function nameOf(pair: string): string {
  return pair.split('=', 1)[0]?.trim() ?? '';
}
