import { fillSecretsIn, secretNamesIn } from '../../model/feeds/secretNames.ts';
import { InspectorError } from '../../protocol/errors.ts';
import type { Feed } from '../../protocol/feed.ts';
import { fieldsOf, requireString } from '../fields.ts';
import { type FeedRequest, parseFeed } from '../parseFeed.ts';
import { SecretMask } from './secretMask.ts';

/** A feed with its secrets in it: for the transport alone. */
export interface SecretFeed {
  readonly feed: Feed;
  readonly mask: SecretMask;
}

/** The same where the method may still have to be found out. */
export interface SecretRequest {
  readonly request: FeedRequest;
  readonly mask: SecretMask;
}

/**
 * The feed with the secrets that it refers to put in.
 * @param secrets values by name, as the editor gives them
 * @returns null where it refers to none
 * @throws InspectorError `invalid-option` where one is not given, or the feed is none with them
 */
export function secretRequest(feed: unknown, secrets: unknown, folder: string): SecretRequest | null {
  const names = secretNamesIn(feed);
  if (names.length === 0) return null;
  const given = fieldsOf(secrets);
  const values = new Map(
    names.map((name) => {
      if (given.get(name) === undefined) {
        throw new InspectorError(
          'invalid-option',
          `the secret "${name}" is not known`,
          'connect in a panel of the editor, which asks for it',
        );
      }
      return [name, requireString(given, name)];
    }),
  );
  const filled = fillSecretsIn(feed, (name) => values.get(name) ?? '');
  const request = parseMasked(filled, folder, new SecretMask([...values.values()]));
  return { request, mask: new SecretMask([...values.values()], credentialsIn(request)) };
}

/** What goes out in base64: of its option, or before the host of its address. */
function credentialsIn({ auth, url }: FeedRequest): readonly string[] {
  const { username, password } = new URL(url);
  return [
    ...(auth?.kind === 'basic' ? [`${auth.user}:${auth.password}`] : []),
    ...(password === '' ? [] : [`${decoded(username)}:${decoded(password)}`, `${username}:${password}`]),
  ];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What is wrong with it is told without what is secret in it. */
function parseMasked(feed: unknown, folder: string, mask: SecretMask): FeedRequest {
  try {
    return parseFeed(feed, folder);
  } catch (error) {
    throw mask.error(error);
  }
}
