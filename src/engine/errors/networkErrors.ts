import { type ErrorCode, InspectorError } from '../../protocol/errors.ts';

/** What an error of node:net, node:dns, node:tls or node:http means to the user. */
interface Meaning {
  readonly code: ErrorCode;
  readonly message: (where: Where) => string;
  readonly action: string;
}

interface Where {
  /** Host and port as the user wrote them. */
  readonly host: string;
  readonly hostname: string;
  /** What Node said. */
  readonly detail: string;
}

const REFUSED: Meaning = {
  code: 'connection-refused',
  message: ({ host }) => `nothing accepts connections at ${host}`,
  action: 'start the server, or check the host and port',
};
const RESET: Meaning = {
  code: 'connection-reset',
  message: ({ host, detail }) => `the connection to ${host} broke off (${detail})`,
  action: "look at the server's log, and at proxies in between, for why it closed the connection",
};
const TIMEOUT: Meaning = {
  code: 'connection-timeout',
  message: ({ host }) => `${host} did not answer in time`,
  action: 'check the address, and whether a firewall drops the connection',
};
const NOT_FOUND: Meaning = {
  code: 'host-not-found',
  message: ({ hostname }) => `no address is known for ${hostname}`,
  action: 'check the host name, and the network',
};
const UNREACHABLE: Meaning = {
  code: 'host-unreachable',
  message: ({ host, detail }) => `${host} cannot be reached (${detail})`,
  action: 'check the network, or the VPN that the host needs',
};
const NOT_TRUSTED: Meaning = {
  code: 'tls-not-trusted',
  message: ({ host, detail }) => `the certificate of ${host} is not trusted (${detail})`,
  action: 'give its CA (--ca), or skip the check for a server of your own (--insecure)',
};
const TLS_FAILED: Meaning = {
  code: 'tls-failed',
  message: ({ host, detail }) => `no TLS connection with ${host} (${detail})`,
  action: 'check that the port speaks TLS; use http:// or ws:// where it does not',
};
const NO_HTTP2: Meaning = {
  code: 'tls-failed',
  message: ({ host }) => `${host} does not speak HTTP/2`,
  action: 'let the version be chosen, or ask for HTTP/1.1',
};
const NOT_HTTP: Meaning = {
  code: 'invalid-response',
  message: ({ host, detail }) => `the answer of ${host} is not valid HTTP/1.1 (${detail})`,
  action: 'check that the port speaks HTTP, and TLS only where the address says https or wss',
};
const UNSENDABLE: Meaning = {
  code: 'invalid-option',
  message: ({ detail }) => `the request cannot be sent (${detail})`,
  action: 'check the method, the headers and the address for characters that HTTP does not allow',
};

const BY_CODE: Readonly<Record<string, Meaning>> = {
  ECONNREFUSED: REFUSED,
  ECONNRESET: RESET,
  ECONNABORTED: RESET,
  EPIPE: RESET,
  ERR_STREAM_PREMATURE_CLOSE: RESET,
  ETIMEDOUT: TIMEOUT,
  ENOTFOUND: NOT_FOUND,
  EAI_AGAIN: NOT_FOUND,
  ENODATA: NOT_FOUND,
  EHOSTUNREACH: UNREACHABLE,
  EHOSTDOWN: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ENETDOWN: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  EACCES: UNREACHABLE,
  EPERM: UNREACHABLE,
  EPROTO: TLS_FAILED,
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: NO_HTTP2,
  ERR_INVALID_CHAR: UNSENDABLE,
  ERR_INVALID_HTTP_TOKEN: UNSENDABLE,
  ERR_UNESCAPED_CHARACTERS: UNSENDABLE,
  ERR_HTTP_INVALID_HEADER_VALUE: UNSENDABLE,
};

/** OpenSSL's names for why a chain does not verify (`X509_V_ERR_…`), as Node gives them, and Node's own. */
const CERTIFICATE_CODE =
  /CERT|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|CRL|^(INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH)$/;

/** What concerns the way to the proxy, where there is one: the way on to the server is the proxy's. */
const CONNECT_CODES: readonly ErrorCode[] = [
  'connection-refused',
  'connection-timeout',
  'host-not-found',
  'host-unreachable',
];

const PASSING_CODES: readonly ErrorCode[] = [...CONNECT_CODES, 'connection-reset', 'proxy-failed'];

/**
 * Says what an error of the network means: which of our codes it is, and what can be done about it.
 * @param error what node:net, node:tls, node:http or `ws` gave; an InspectorError is returned as it is
 * @param url what the connection was to
 * @param proxy what it went through, if anything
 */
export function fromNetworkError(error: unknown, url: URL, proxy: URL | null = null): InspectorError {
  if (error instanceof InspectorError) return error;
  const first = firstOf(error);
  const meaning = meaningOf(first);
  if (proxy !== null && isProxyFault(first, meaning)) return proxyFailed(proxy, detailOf(first), error);
  const where = { host: url.host, hostname: url.hostname, detail: detailOf(first) };
  return new InspectorError(meaning.code, meaning.message(where), meaning.action, { cause: error });
}

/** Whether what went wrong may be over when the server has come back; anything else would be the same again. */
export function isPassingError(error: unknown): boolean {
  return error instanceof InspectorError && PASSING_CODES.includes(error.code);
}

/** @param detail what went wrong, as a phrase */
export function proxyFailed(proxy: URL, detail: string, cause?: unknown): InspectorError {
  return new InspectorError(
    'proxy-failed',
    `the proxy ${proxy.host} did not connect (${detail})`,
    'check its address, its user and password, and whether it may reach the server',
    { cause },
  );
}

/** Node tries each address of a host and throws an AggregateError of what each try gave (RFC 8305). */
function firstOf(error: unknown): unknown {
  if (!(error instanceof AggregateError)) return error;
  const errors: readonly unknown[] = error.errors;
  return errors[0] ?? error;
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

function detailOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // OpenSSL's own words, from between the call and the source file that its messages carry.
  const [, reason] = /:SSL routines:[^:]*:([^:]+)/.exec(message) ?? [];
  return (reason ?? message).trim();
}

function meaningOf(error: unknown): Meaning {
  const code = codeOf(error);
  const known = BY_CODE[code];
  if (known !== undefined) return known;
  // Before the certificates: an alert such as ERR_SSL_…_CERTIFICATE_REQUIRED is the server's no, not ours.
  if (code.startsWith('ERR_SSL')) return TLS_FAILED;
  if (CERTIFICATE_CODE.test(code)) return NOT_TRUSTED;
  if (code.startsWith('ERR_TLS')) return TLS_FAILED;
  if (code.startsWith('HPE_')) return NOT_HTTP;
  return RESET;
}

function isProxyFault(error: unknown, meaning: Meaning): boolean {
  if (CONNECT_CODES.includes(meaning.code)) return true;
  // `socks` wraps what went wrong, its own connection included, in errors without a code that name no class;
  // they carry its options. `https-proxy-agent` says in words that the proxy hung up.
  return error instanceof Error && ('options' in error || /\bproxy\b/i.test(error.message));
}
