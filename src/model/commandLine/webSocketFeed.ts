import { InspectorError } from '../../protocol/errors.ts';
import type { Auth, HeaderField, StartFeed } from '../../protocol/feed.ts';
import { readOptions } from './commandOptions.ts';
import { pastedFeed } from './pastedFeed.ts';

type Connection = Partial<
  Pick<
    StartFeed,
    'auth' | 'isTlsVerified' | 'caFile' | 'certFile' | 'keyFile' | 'keyPassphrase' | 'proxyUrl' | 'sends'
  >
> & { readonly url: string | null; readonly headers: readonly HeaderField[] };

/** Collects what the options say; a later one of the same kind takes the place of an earlier one, header fields add up. */
class Collected {
  #value: Connection = { url: null, headers: [] };

  get value(): Connection {
    return this.#value;
  }

  set(part: Partial<Connection>): void {
    this.#value = { ...this.#value, ...part };
  }

  readonly header = (text: string): void => {
    const colon = text.indexOf(':');
    if (colon > 0) this.addHeader(text.slice(0, colon).trim(), text.slice(colon + 1).trim());
  };

  addHeader(name: string, value: string): void {
    this.set({ headers: [...this.#value.headers, [name, value]] });
  }
}

/**
 * The feed that a command of wscat connects to, `words` without the program's own name.
 * @throws InspectorError `invalid-option` naming what cannot be taken over
 */
export function wscatFeed(words: readonly string[]): StartFeed {
  const found = new Collected();
  const url = (value: string): void => {
    found.set({ url: value });
  };
  const subprotocol = (value: string): void => {
    found.addHeader('Sec-WebSocket-Protocol', value);
  };
  const origin = (value: string): void => {
    found.addHeader('Origin', value);
  };
  const execute = (text: string): void => {
    found.set({ sends: [...(found.value.sends ?? []), { kind: 'text', text }] });
  };
  const unchecked = (): void => {
    found.set({ isTlsVerified: false });
  };
  readOptions('wscat', words, {
    ignored: ['P', 'show-ping-pong', 'slash', 'no-color', 'L', 'location'],
    ignoredWithValue: ['p', 'protocol', 'w', 'wait', 'max-redirects'],
    flags: { n: unchecked, 'no-check': unchecked },
    values: {
      c: url,
      connect: url,
      H: found.header,
      header: found.header,
      s: subprotocol,
      subprotocol,
      o: origin,
      origin,
      host: (value) => {
        found.addHeader('Host', value);
      },
      auth: (value) => {
        found.set({ auth: basic(value) });
      },
      ca: (value) => {
        found.set({ caFile: value });
      },
      cert: (value) => {
        found.set({ certFile: value });
      },
      key: (value) => {
        found.set({ keyFile: value });
      },
      passphrase: (value) => {
        found.set({ keyPassphrase: value });
      },
      proxy: (value) => {
        found.set({ proxyUrl: value });
      },
      x: execute,
      execute,
    },
    positional: url,
  });
  return toFeed('wscat', found.value);
}

/** The same of websocat, whose addresses stand beside each other: of two, the one of a WebSocket. */
export function websocatFeed(words: readonly string[]): StartFeed {
  const found = new Collected();
  const unchecked = (): void => {
    found.set({ isTlsVerified: false });
  };
  readOptions('websocat', words, {
    ignored: [
      ...[
        't',
        'b',
        'n',
        'N',
        '1',
        'E',
        'v',
        'q',
        'u',
        'U',
        '0',
        'S',
        'text',
        'binary',
        'no-close',
        'one-message',
      ],
      ...[
        'exit-on-eof',
        'quiet',
        'unidirectional',
        'unidirectional-reverse',
        'strict',
        'null-terminated',
        'async-stdio',
      ],
    ],
    ignoredWithValue: ['B', 'buffer-size', 'ping-interval', 'ping-timeout', 'max-messages'],
    flags: { k: unchecked, insecure: unchecked },
    values: {
      H: found.header,
      header: found.header,
      protocol: (value) => {
        found.addHeader('Sec-WebSocket-Protocol', value);
      },
      origin: (value) => {
        found.addHeader('Origin', value);
      },
      'basic-auth': (value) => {
        found.set({ auth: basic(value) });
      },
    },
    positional: (word) => {
      if (found.value.url === null || /^wss?:/i.test(word)) found.set({ url: word });
    },
  });
  return toFeed('websocat', found.value);
}

function toFeed(program: string, { url, ...connection }: Connection): StartFeed {
  if (url === null) {
    throw new InspectorError(
      'invalid-option',
      `the ${program} command has no address`,
      'paste the whole command; one that listens is no feed',
    );
  }
  return pastedFeed({
    ...connection,
    url: /^[a-z]+:/i.test(url) && !/^localhost:/i.test(url) ? url.replace(/^http/i, 'ws') : `ws://${url}`,
  });
}

function basic(credentials: string): Auth {
  const colon = credentials.indexOf(':');
  const user = colon < 0 ? credentials : credentials.slice(0, colon);
  return { kind: 'basic', user, password: colon < 0 ? '' : credentials.slice(colon + 1) };
}
