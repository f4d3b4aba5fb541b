import { proxyOf } from '../engine/http/tlsOptions.ts';
import { type FeedRequest, parseFeed } from '../engine/parseFeed.ts';
import { InspectorError } from '../protocol/errors.ts';
import { METHODS, type MethodChoice } from '../protocol/method.ts';
import type { Arguments } from './parseCommand.ts';
import { UsageError } from './usageError.ts';
import { parseChoice, parseCursor, parseDuration, parseHeader, readBody, readTextFile } from './values.ts';

const METHOD_CHOICES: readonly MethodChoice[] = [...METHODS, 'auto'];

export function parseMethod(text: string, option: string): MethodChoice {
  return parseChoice(text, option, METHOD_CHOICES);
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
    body: given('body', readBody),
    intervalMs: given('interval', (text) => parseDuration(text, 'interval')),
    timeoutMs: given('timeout', (text) => parseDuration(text, 'timeout')),
    cursor: given('cursor', parseCursor),
    split: words.one('split'),
    id: words.one('id'),
    time: words.one('time'),
    subprotocols: words.all('subprotocol'),
    sends: words.all('send'),
    isReconnected: words.isSet('reconnect'),
    lastEventId: words.one('last-event-id'),
    isTlsVerified: !words.isSet('insecure'),
    ca: given('ca', (path) => readTextFile(path, 'ca')),
    proxyUrl: words.one('proxy'),
  };
  try {
    const request = parseFeed(feed);
    proxyOf(request);
    return request;
  } catch (error) {
    if (error instanceof InspectorError && error.code === 'invalid-option') {
      throw new UsageError(error.message, error.action);
    }
    throw error;
  }
}
