import { InspectorError } from '../../protocol/errors.ts';
import type { StartFeed } from '../../protocol/feed.ts';
import { MAX_PASTED_CHARACTERS } from '../../protocol/limits.ts';
import { cmdWords } from './cmdWords.ts';
import { curlFeed } from './curlFeed.ts';
import { posixWords } from './posixWords.ts';
import { websocatFeed, wscatFeed } from './webSocketFeed.ts';

/** The programs whose commands are understood, with what a shell's prompt leaves before them. */
const COMMAND = /^\s*(?:[$%>#]\s+)?(?:npx\s+)?(curl|wscat|websocat)(?:\.exe)?\s/i;
/** How the Windows command prompt has a line go on, or a quote be a character. */
const OF_CMD = /\^(?:\r?\n|")/;

const FEEDS: Readonly<Record<string, (words: readonly string[]) => StartFeed>> = {
  curl: curlFeed,
  wscat: wscatFeed,
  websocat: websocatFeed,
};

/** Whether a text is meant as a command that makes a feed. */
export function isCommandLine(text: string): boolean {
  return COMMAND.test(text);
}

/**
 * The feed that a pasted command of curl, wscat or websocat connects to, for bash or the Windows command prompt. Of
 * several commands the first. Nothing is run, and no file is read.
 * @throws InspectorError `invalid-option` saying where the command cannot be taken over
 */
export function parseCommandLine(text: string): StartFeed {
  const command = COMMAND.exec(text);
  if (command === null) {
    throw new InspectorError(
      'invalid-option',
      'this is no command of curl, wscat or websocat',
      'paste one as a browser’s “Copy as cURL” gives it',
    );
  }
  if (text.length > MAX_PASTED_CHARACTERS) {
    throw new InspectorError(
      'invalid-option',
      `the command has more than ${MAX_PASTED_CHARACTERS} characters`,
      'shorten its body',
    );
  }
  const [all, program = ''] = command;
  const options = text.slice(all.length);
  const { words } = OF_CMD.test(options) ? cmdWords(options) : posixWords(options);
  const feed = FEEDS[program.toLowerCase()]?.(words);
  if (feed === undefined) throw new InspectorError('internal', `no feed by ${program}`, 'report it');
  return feed;
}
