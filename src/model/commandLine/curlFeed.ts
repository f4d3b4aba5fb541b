import { InspectorError } from '../../protocol/errors.ts';
import {
  type Auth,
  type HeaderField,
  type HttpVersion,
  NO_PROXY,
  type StartFeed,
} from '../../protocol/feed.ts';
import { readOptions } from './commandOptions.ts';
import { pastedFeed } from './pastedFeed.ts';

/** Options that change nothing of what a feed asks for, or that a feed does anyway. */
const IGNORED = [
  ...['v', 's', 'S', 'i', 'N', 'L', 'f', 'g', '#', 'O', 'J', 'q', '4', '6', '0'],
  ...[
    'verbose',
    'silent',
    'show-error',
    'include',
    'no-buffer',
    'location',
    'fail',
    'fail-with-body',
    'globoff',
  ],
  ...[
    'remote-name',
    'progress-bar',
    'no-progress-meter',
    'disable',
    'ipv4',
    'ipv6',
    'http1.0',
    'tcp-nodelay',
  ],
  ...['tlsv1.2', 'tlsv1.3', 'path-as-is', 'http3', 'tr-encoding', 'no-keepalive', 'ssl-reqd', 'raw'],
];
const IGNORED_WITH_VALUE = [
  ...['o', 'm', 'w', 'c', 'D', 'C', 'r', 'y', 'Y', 'z'],
  ...[
    'output',
    'max-time',
    'connect-timeout',
    'write-out',
    'cookie-jar',
    'dump-header',
    'retry',
    'retry-delay',
  ],
  ...['retry-max-time', 'max-redirs', 'limit-rate', 'keepalive-time', 'ciphers', 'tls-max', 'interface'],
];

/** What the options of a command say, as far as they have been read. */
interface Request {
  url: string | null;
  httpMethod: string | null;
  readonly headers: HeaderField[];
  readonly data: string[];
  isDataInUrl: boolean;
  isJson: boolean;
  isHead: boolean;
  auth: Auth | null;
  isCompressed: boolean;
  isTlsVerified: boolean;
  httpVersion: HttpVersion;
  readonly files: { caFile?: string; certFile?: string; keyFile?: string; keyPassphrase?: string };
  proxyUrl: string | null;
  socketPath: string | null;
}

/**
 * The feed that a command of curl asks for (curl's manual), `words` without the program's own name.
 * @throws InspectorError `invalid-option` naming what cannot be taken over
 */
export function curlFeed(words: readonly string[]): StartFeed {
  const request: Request = {
    url: null,
    httpMethod: null,
    headers: [],
    data: [],
    isDataInUrl: false,
    isJson: false,
    isHead: false,
    auth: null,
    isCompressed: false,
    isTlsVerified: true,
    httpVersion: 'auto',
    files: {},
    proxyUrl: null,
    socketPath: null,
  };
  readOptions('curl', words, {
    ignored: IGNORED,
    ignoredWithValue: IGNORED_WITH_VALUE,
    flags: flagsOf(request),
    values: { ...requestValues(request), ...connectionValues(request) },
    positional: (word) => {
      request.url ??= word;
    },
  });
  return toFeed(request);
}

function flagsOf(request: Request): Readonly<Record<string, () => void>> {
  const both = (short: string, long: string, perform: () => void): Record<string, () => void> => ({
    [short]: perform,
    [long]: perform,
  });
  return {
    ...both('k', 'insecure', () => {
      request.isTlsVerified = false;
    }),
    ...both('G', 'get', () => {
      request.isDataInUrl = true;
    }),
    ...both('I', 'head', () => {
      request.isHead = true;
    }),
    compressed: () => {
      request.isCompressed = true;
    },
    'http1.1': () => {
      request.httpVersion = '1.1';
    },
    http2: () => {
      request.httpVersion = 'auto';
    },
    'http2-prior-knowledge': () => {
      request.httpVersion = '2';
    },
  };
}

type Values = Record<string, (value: string) => void>;

function requestValues(request: Request): Values {
  const header = (name: string) => (value: string) => {
    request.headers.push([name, value]);
  };
  const data = (value: string): void => {
    if (value.startsWith('@')) throw fromFile('--data', value);
    request.data.push(value);
  };
  const raw = (value: string): void => {
    request.data.push(value);
  };
  const cookie = (value: string): void => {
    if (!value.includes('=')) throw fromFile('--cookie', value);
    header('Cookie')(value);
  };
  const named = (names: readonly string[], read: (value: string) => void): Values =>
    Object.fromEntries(names.map((name) => [name, read]));
  return {
    ...named(['url'], (value) => {
      request.url ??= value;
    }),
    ...named(['X', 'request'], (value) => {
      request.httpMethod = value;
    }),
    ...named(['H', 'header'], (value) => {
      if (value.startsWith('@')) throw fromFile('--header', value);
      const field = headerField(value);
      if (field !== null) request.headers.push(field);
    }),
    ...named(['A', 'user-agent'], header('User-Agent')),
    ...named(['e', 'referer'], header('Referer')),
    ...named(['b', 'cookie'], cookie),
    ...named(['d', 'data', 'data-ascii', 'data-binary'], data),
    ...named(['data-raw'], raw),
    ...named(['data-urlencode'], (value) => {
      request.data.push(urlEncoded(value));
    }),
    ...named(['json'], (value) => {
      data(value);
      request.isJson = true;
    }),
    ...named(['F', 'form', 'form-string', 'T', 'upload-file'], () => {
      throw new InspectorError(
        'invalid-option',
        'curl uploads a form or a file',
        'give what it sends by --data-raw: a feed sends one text',
      );
    }),
  };
}

function connectionValues(request: Request): Values {
  const { files } = request;
  const credentials = (value: string): void => {
    const colon = value.indexOf(':');
    request.auth = {
      kind: 'basic',
      user: colon < 0 ? value : value.slice(0, colon),
      password: colon < 0 ? '' : value.slice(colon + 1),
    };
  };
  const proxy = (value: string): void => {
    request.proxyUrl = value.includes('://') ? value : `http://${value}`;
  };
  const certificate = (value: string): void => {
    files.certFile = value;
  };
  return {
    u: credentials,
    user: credentials,
    'oauth2-bearer': (token) => {
      request.auth = { kind: 'bearer', token };
    },
    cacert: (value) => {
      files.caFile = value;
    },
    E: certificate,
    cert: certificate,
    key: (value) => {
      files.keyFile = value;
    },
    pass: (value) => {
      files.keyPassphrase = value;
    },
    x: proxy,
    proxy,
    noproxy: (value) => {
      if (value === '*') request.proxyUrl = NO_PROXY;
    },
    'unix-socket': (value) => {
      request.socketPath = value;
    },
  };
}

/** `Name: value`; `Name;` has no value, and `Name:` takes one out that curl would add: here none is added. */
function headerField(text: string): HeaderField | null {
  const colon = text.indexOf(':', 1);
  if (colon < 0) return text.endsWith(';') ? [text.slice(0, -1), ''] : null;
  const value = text.slice(colon + 1).trim();
  return value === '' ? null : [text.slice(0, colon).trim(), value];
}

/** `content`, `=content`, `name=content`: the content is encoded, the name is not. */
function urlEncoded(value: string): string {
  const equals = value.indexOf('=');
  if (equals < 0 && value.includes('@')) throw fromFile('--data-urlencode', value);
  const name = equals > 0 ? value.slice(0, equals + 1) : '';
  return name + encodeURIComponent(value.slice(equals + 1));
}

function toFeed(request: Request): StartFeed {
  const { url, headers, isJson } = request;
  if (url === null) {
    throw new InspectorError('invalid-option', 'the curl command has no address', 'paste the whole command');
  }
  const data = isJson ? request.data.join('') : request.data.join('&');
  const hasBody = request.data.length > 0 && !request.isDataInUrl;
  const defaults: readonly HeaderField[] = !hasBody
    ? []
    : isJson
      ? [
          ['Content-Type', 'application/json'],
          ['Accept', 'application/json'],
        ]
      : [['Content-Type', 'application/x-www-form-urlencoded']];
  const added = defaults.filter(([name]) => !headers.some((header) => isNamed(header, name)));
  const { auth, isTlsVerified, httpVersion, proxyUrl, socketPath, files } = request;
  return pastedFeed({
    // What curl takes for granted, as browsers' commands do not.
    url: withQuery(url.includes('://') ? url : `http://${url}`, request.isDataInUrl ? data : ''),
    headers: [...headers, ...added],
    httpMethod: request.httpMethod ?? (request.isHead ? 'HEAD' : hasBody ? 'POST' : 'GET'),
    body: hasBody ? data : null,
    isCompressed: request.isCompressed,
    ...(auth === null ? {} : { auth }),
    isTlsVerified,
    httpVersion,
    ...files,
    ...(proxyUrl === null ? {} : { proxyUrl }),
    ...(socketPath === null ? {} : { socketPath }),
  });
}

function withQuery(url: string, query: string): string {
  if (query === '') return url;
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

function isNamed([name]: HeaderField, wanted: string): boolean {
  return name.toLowerCase() === wanted.toLowerCase();
}

function fromFile(option: string, value: string): InspectorError {
  return new InspectorError(
    'invalid-option',
    `curl ${option} ${value} reads a file`,
    'give its text in the command: a feed reads no file but certificates',
  );
}
