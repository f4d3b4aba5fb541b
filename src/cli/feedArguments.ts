import { Dialer } from '../engine/net/dialer.ts';
import { type FeedRequest, parseFeed } from '../engine/parseFeed.ts';
import { InspectorError } from '../protocol/errors.ts';
import type { Auth } from '../protocol/feed.ts';
import type { Outgoing } from '../protocol/outgoing.ts';
import { METHODS, type MethodChoice } from '../protocol/method.ts';
import type { Arguments } from './parseCommand.ts';
import { UsageError } from './usageError.ts';
import {
  parseBasic,
  parseBinary,
  parseChoice,
  parseClose,
  parseCursor,
  parseDuration,
  parseHeader,
  parseShare,
  parseSize,
  readBody,
} from './values.ts';

const METHOD_CHOICES: readonly MethodChoice[] = [...METHODS, 'auto'];

export function parseMethod(text: string, option: string): MethodChoice {
  return parseChoice(text, option, METHOD_CHOICES);
}

/** What each option sends. */
const SENDS: Readonly<Record<string, (value: string) => Outgoing>> = {
  send: (text) => ({ kind: 'text', text }),
  'send-binary': parseBinary,
  'send-ping': (text) => ({ kind: 'ping', text }),
  'send-close': parseClose,
};

function authFrom(words: Arguments): Auth | null {
  const basic = words.one('basic');
  const token = words.one('bearer');
  if (basic !== null && token !== null) {
    throw new UsageError('--basic and --bearer are both given', 'give one of them');
  }
  if (basic !== null) return parseBasic(basic);
  return token === null ? null : { kind: 'bearer', token };
}

/**
 * A feed as the options describe it.
 * @throws UsageError for what is no option's value; InspectorError `invalid-url` for the address
 */
export function feedFrom(words: Arguments, method: MethodChoice, url: string): FeedRequest {
  const given = <T>(name: string, parse: (text: string) => T): T | null => {
    const text = words.one(name);
    return text === null ? null : parse(text);
  };
  const feed = {
    method,
    url,
    headers: words.all('header').map(parseHeader),
    httpMethod: words.one('http-method'),
    auth: authFrom(words),
    origin: words.one('origin'),
    body: given('body', readBody),
    httpVersion: words.one('http-version'),
    isCompressed: !words.isSet('no-compression'),
    maxMessageBytes: given('max-message', (text) => parseSize(text, 'max-message')),
    intervalMs: given('interval', (text) => parseDuration(text, 'interval')),
    jitterShare: given('jitter', (text) => parseShare(text, 'jitter')),
    timeoutMs: given('timeout', (text) => parseDuration(text, 'timeout')),
    cursor: given('cursor', parseCursor),
    split: words.one('split'),
    id: words.one('id'),
    time: words.one('time'),
    subprotocols: words.all('subprotocol'),
    sends: words.inOrder(Object.keys(SENDS)).map(({ name, value }) => SENDS[name]?.(value)),
    pingIntervalMs: given('ping-interval', (text) => parseDuration(text, 'ping-interval')),
    isReconnected: words.isSet('reconnect'),
    lastEventId: words.one('last-event-id'),
    isTlsVerified: !words.isSet('insecure'),
    caFile: words.one('ca'),
    certFile: words.one('cert'),
    keyFile: words.one('key'),
    keyPassphrase: words.one('passphrase'),
    proxyUrl: words.one('proxy'),
    socketPath: words.one('unix-socket'),
  };
  try {
    const request = parseFeed(feed);
    new Dialer(request, null);
    return request;
  } catch (error) {
    if (error instanceof InspectorError && error.code === 'invalid-option') {
      throw new UsageError(error.message, error.action);
    }
    throw error;
  }
}
