import { FEED_FILE_FIELDS, feedFieldOf } from '../../model/feeds/feedFields.ts';
import type { FileFeed, FileMember, FileProblem } from '../../model/feeds/feedsFile.ts';
import { fillFeedVariables, hasFeedVariables, type VariableScope } from '../../model/feeds/feedVariables.ts';
import { fillSecretsIn, mapTexts } from '../../model/feeds/secretNames.ts';
import { placeIn } from '../../model/variables.ts';
import { InspectorError, toErrorInfo } from '../../protocol/errors.ts';
import type { Feed, StartFeed } from '../../protocol/feed.ts';
import { isMethod } from '../../protocol/method.ts';
import { parseFeed } from '../parseFeed.ts';

/** What a feed of a workspace that is not trusted may not decide: it would read files, or send traffic elsewhere. */
const TRUSTED_ONLY: readonly (keyof Feed)[] = [
  'caFile',
  'certFile',
  'keyFile',
  'proxyUrl',
  'socketPath',
  'isTlsVerified',
];
/** An address that every method but the one it is checked with speaks. */
const STAND_IN = { url: 'http://localhost/', method: 'auto' };

/** A feed of a file, or what is wrong with it. */
export type ReadFeed =
  | { readonly feed: StartFeed; readonly problems: readonly [] }
  | { readonly feed: null; readonly problems: readonly FileProblem[] };

/**
 * The feed to start, of one in a file: with a value for each variable but secrets, checked by the rules of every feed.
 * @param scope null: what has variables is not looked at, for they may have other values when it is started
 */
export function readFileFeed(text: string, file: FileFeed, scope: VariableScope | null): ReadFeed {
  const problems: FileProblem[] = [];
  const values = new Map<keyof Feed, unknown>();
  const reported = new Set<string>();
  const report = ({ offset, length }: Pick<FileMember, 'offset' | 'length'>, error: unknown): void => {
    const { message, action } = toErrorInfo(error);
    problems.push({ offset, length, ...placeIn(text, offset), message, action });
  };
  for (const [name, member] of file.members) {
    const key = feedFieldOf(name);
    if (key === null) continue;
    try {
      if (scope === null && isOpen(member.value)) continue;
      const value = readMember(key, member.value, scope);
      if (key !== 'url' && key !== 'method') checkAlone(key, value);
      values.set(key, value);
    } catch (error) {
      reported.add(name);
      report(member, error);
    }
  }
  checkAddress(file, values, reported, report);
  if (problems.length > 0) return { feed: null, problems };
  // Checked a member at a time, and again by the engine.
  return { feed: { method: 'auto', ...Object.fromEntries(values) } as StartFeed, problems: [] };
}

function isOpen(value: unknown): boolean {
  let isOpen = false;
  mapTexts(value, (text) => {
    isOpen ||= hasFeedVariables(text);
    return text;
  });
  return isOpen;
}

/** @throws InspectorError `invalid-option` */
function readMember(key: keyof Feed, written: unknown, scope: VariableScope | null): unknown {
  const filled =
    scope === null
      ? written
      : mapTexts(written, (text) => {
          const result = fillFeedVariables(text, scope);
          if ('text' in result) return result.text;
          throw new InspectorError('invalid-option', result.message, result.action);
        });
  const { name, read } = FEED_FILE_FIELDS[key];
  if (filled === null) throw new InspectorError('invalid-option', `${name} is null`, 'leave it out');
  const value = read(filled);
  if (scope?.env === null) checkTrust(key, value);
  return value;
}

function checkTrust(key: keyof Feed, value: unknown): void {
  const sendsFile =
    key === 'sends' && Array.isArray(value) && value.some((send: unknown) => isFileSend(send));
  if (!TRUSTED_ONLY.includes(key) && !sendsFile) return;
  throw new InspectorError(
    'invalid-option',
    `a workspace that is not trusted may not decide "${FEED_FILE_FIELDS[key].name}"${sendsFile ? ' with a file' : ''}`,
    'trust the workspace, or leave it out',
  );
}

function isFileSend(send: unknown): boolean {
  return typeof send === 'object' && send !== null && 'kind' in send && send.kind === 'file';
}

/** By the very rules of `parseFeed`, so that what is wrong with one member is told at its place. */
function checkAlone(key: keyof Feed, value: unknown): void {
  try {
    parseFeed({ ...STAND_IN, [key]: fillSecretsIn(value, () => 'secret') });
  } catch (error) {
    const { code, message, action } = toErrorInfo(error);
    const inFileWords = (words: string): string => words.replaceAll(key, FEED_FILE_FIELDS[key].name);
    throw new InspectorError(code, inFileWords(message), inFileWords(action), { cause: error });
  }
}

/** What a scheme means depends on the method: those two are checked together. */
function checkAddress(
  file: FileFeed,
  values: ReadonlyMap<keyof Feed, unknown>,
  reported: ReadonlySet<string>,
  report: (place: Pick<FileMember, 'offset' | 'length'>, error: unknown) => void,
): void {
  const written = file.members.get('url');
  const method = values.get('method') ?? 'auto';
  if (written === undefined) {
    report(file, new InspectorError('invalid-url', 'the feed has no "url"', 'write where it is'));
    return;
  }
  if (reported.has('url') || reported.has('method')) return;
  const url = values.get('url');
  if (method !== 'auto' && !isMethod(method)) {
    attempt(() => parseFeed({ ...STAND_IN, method }), file.members.get('method') ?? file, report);
    return;
  }
  if (url === undefined) return;
  attempt(() => parseFeed({ url: fillSecretsIn(url, () => 'secret'), method }), written, report);
}

function attempt(
  check: () => unknown,
  place: Pick<FileMember, 'offset' | 'length'>,
  report: (place: Pick<FileMember, 'offset' | 'length'>, error: unknown) => void,
): void {
  try {
    check();
  } catch (error) {
    report(place, error);
  }
}
