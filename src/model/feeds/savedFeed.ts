import type { HeaderField, StartFeed } from '../../protocol/feed.ts';
import { addressParts, isSecretHeader } from '../secrets.ts';
import { isSecretReference, secretReference } from './secretNames.ts';

/** A credential of a feed that is about to be written to a file. */
export interface OpenCredential {
  /** What it is, for a question to the user. */
  readonly what: string;
  readonly value: string;
  /** The name of the secret that takes its place. */
  readonly secretName: string;
}

/** A feed as a file may have it: with a reference in the place of each credential. */
export interface SavedFeed {
  readonly feed: StartFeed;
  readonly credentials: readonly OpenCredential[];
}

/** `Bearer abc`, `ApiKey abc`: what comes before the credential itself (RFC 9110, section 11.4). */
const SCHEME = /^([A-Za-z][\w-]* +)(\S+)$/;

/**
 * The feed without credentials, and what was taken out.
 * @param name of the feed: secrets are called after it
 */
export function withoutOpenCredentials(feed: StartFeed, name: string): SavedFeed {
  const credentials: OpenCredential[] = [];
  const stem = name.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'feed';
  const take = (value: string, what: string, part: string): string => {
    // A value that refers to variables alone is none of its own.
    if (value === '' || isSecretReference(value) || /^\$\{[^{}]*\}$/.test(value)) return value;
    const same = credentials.find((other) => other.value === value);
    const base = `${stem}-${part.toLowerCase()}`;
    let secretName = same?.secretName ?? base;
    for (let count = 2; same === undefined && credentials.some((other) => other.secretName === secretName);) {
      secretName = `${base}-${count}`;
      count += 1;
    }
    if (same === undefined) credentials.push({ what, value, secretName });
    return secretReference(secretName);
  };
  const takeHeader = ([name, value]: HeaderField): HeaderField => {
    if (!isSecretHeader(name)) return [name, value];
    const [, scheme = '', credential = value] = SCHEME.exec(value) ?? [];
    return [name, scheme + take(credential, name, name)];
  };
  const takeAddress = (address: string, what: string): string =>
    addressParts(address)
      .map(({ text, isSecret }) => (isSecret ? take(text, what, 'key') : text))
      .join('');
  const { auth, headers, keyPassphrase, proxyUrl, url } = feed;
  return {
    feed: {
      ...feed,
      url: takeAddress(url, 'URL'),
      ...(headers === undefined ? {} : { headers: headers.map(takeHeader) }),
      ...(auth?.kind === 'bearer'
        ? { auth: { ...auth, token: take(auth.token, 'Bearer token', 'token') } }
        : {}),
      ...(auth?.kind === 'basic'
        ? { auth: { ...auth, password: take(auth.password, 'Password', 'password') } }
        : {}),
      ...(keyPassphrase == null ? {} : { keyPassphrase: take(keyPassphrase, 'Passphrase', 'passphrase') }),
      ...(proxyUrl == null ? {} : { proxyUrl: takeAddress(proxyUrl, 'Proxy') }),
    },
    credentials,
  };
}
