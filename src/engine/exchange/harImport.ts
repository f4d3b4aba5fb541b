import { isUtf8 } from 'node:buffer';
import type { CaptureSummary } from '../../protocol/capture.ts';
import { MAX_IMPORTED_REQUESTS, MAX_MESSAGE_BYTES } from '../../protocol/limits.ts';
import { restoreCaptures } from '../restoredCaptures.ts';
import { EventStreamParser } from '../sse/eventStreamParser.ts';
import { MESSAGE_LISTS } from './har.ts';
import { importError, tooLarge, wrongType } from './importError.ts';
import type { PlannedCapture } from './importPlan.ts';
import { FrameSpan, type ImportStage, type StagedEntry, type StagedFrame } from './importStage.ts';
import { ImportValue } from './importValues.ts';
import { bodyOf, readHarEntry } from './harEntryReader.ts';
import { pollFrame, streamFrame, webSocketFrame } from './harFrames.ts';
import type { OnJsonValue } from './jsonReader.ts';

/** Chrome's own name for the messages of an event stream, which it writes in the same form. */
const CHROME_STREAM = '_eventSourceMessages';
const LISTS: readonly string[] = [...MESSAGE_LISTS, CHROME_STREAM];

export const HAR_PATHS: readonly string[] = [
  '$.log.version',
  '$.log._realtimeInspector',
  '$.log.pages.*',
  '$.log.entries.*',
  ...LISTS.map((list) => `$.log.entries.*.${list}.*`),
];

/** Takes what a HAR tells, in whatever order its members stand, to the stage. */
export class HarImport {
  readonly #stage: ImportStage;
  #version: unknown = null;
  #captures: readonly CaptureSummary[] = [];
  #isWhole = false;
  #entry = 0;
  #span = new FrameSpan();
  /** The message lists that the entry has had messages of. */
  #lists = new Set<string>();
  /** A poll's message that is the body of its answer, which is told with the entry. */
  #bodyMessage: ImportValue | null = null;
  #hasEntries = false;

  constructor(stage: ImportStage) {
    this.#stage = stage;
  }

  readonly onValue: OnJsonValue = (value, path) => {
    const [, member = '', at, list, place] = path;
    if (member === 'version') this.#takeVersion(value);
    else if (member === '_realtimeInspector') this.#takeOwn(new ImportValue(value, 'log._realtimeInspector'));
    else if (member === 'entries' && typeof at === 'number') {
      const where = `log.entries[${at}]`;
      if (list === undefined) this.#takeEntry(new ImportValue(value, where));
      else if (typeof place === 'number')
        this.#takeMessage(String(list), new ImportValue(value, `${where}.${list}[${place}]`));
      else throw wrongType(`${where}.${list}`, 'a list');
    } else if (member === 'entries') throw wrongType('log.entries', 'a list');
  };

  /** @returns the captures that the file tells */
  finish(): readonly PlannedCapture[] {
    if (this.#version === null) {
      throw importError(
        'log.version is missing: this is no HAR',
        'choose a HAR file or NDJSON of this tool; nothing was imported',
      );
    }
    if (!this.#hasEntries) throw wrongType('log.entries', 'a list with requests');
    return this.#captures.map((known) => ({
      captureId: known.captureId,
      feed: known.feed,
      known,
      isWhole: this.#isWhole,
      startedAtMs: known.startedAtMs,
    }));
  }

  #takeVersion(value: unknown): void {
    if (value !== '1.2') {
      throw importError(
        `log.version is ${JSON.stringify(value)}, and only HAR 1.2 is read`,
        'export the file again as HAR 1.2; nothing was imported',
      );
    }
    this.#version = value;
  }

  #takeOwn(own: ImportValue): void {
    if (own.member('version').number() !== 1) {
      throw importError(
        'log._realtimeInspector.version is of a newer version',
        'update Realtime Inspector; nothing was imported',
      );
    }
    const captures = own.member('captures').list();
    const json = JSON.stringify({ version: 1, savedAtMs: 0, captures: captures.map(({ raw }) => raw) });
    this.#captures = restoreCaptures(json);
    if (this.#captures.length !== captures.length)
      throw wrongType('log._realtimeInspector.captures', 'what this tool writes');
    this.#isWhole = own.member('isWhole').raw === true;
  }

  #takeMessage(list: string, message: ImportValue): void {
    this.#lists.add(list);
    switch (list) {
      case '_webSocketMessages': {
        const frame = webSocketFrame(message);
        if (frame !== null) this.#add(frame);
        return;
      }
      case '_pollMessages':
        if (message.member('data').isMissing) this.#bodyMessage = message;
        else this.#add(pollFrame(message, null));
        return;
      default:
        this.#add(streamFrame(message, list === CHROME_STREAM));
    }
  }

  #takeEntry(entry: ImportValue): void {
    this.#hasEntries = true;
    const staged = readHarEntry(entry.object(), this.#lists);
    if (staged !== null) this.#stageEntry(entry, staged);
    this.#entry += 1;
    if (this.#entry > MAX_IMPORTED_REQUESTS)
      throw tooLarge('the number of requests', MAX_IMPORTED_REQUESTS.toLocaleString('en'));
    this.#span = new FrameSpan();
    this.#lists = new Set();
    this.#bodyMessage = null;
  }

  #stageEntry(entry: ImportValue, staged: StagedEntry): void {
    if (this.#bodyMessage !== null) {
      this.#add(pollFrame(this.#bodyMessage, bodyOf(entry) ?? Buffer.alloc(0)));
    } else if (staged.captureId === null && this.#lists.size === 0) this.#takeBody(entry, staged);
    this.#stage.addEntry(this.#entry, this.#span, staged);
  }

  /** What an answer brought, where the file has no messages: when each of them came is not known, so they come at its end. */
  #takeBody(entry: ImportValue, { source, record }: StagedEntry): void {
    const body = source === 'websocket' ? null : bodyOf(entry);
    if (body === null || body.length > MAX_MESSAGE_BYTES) return;
    const atMs = record.endedAtMs ?? record.startedAtMs;
    const frame = {
      atMs,
      direction: 'in',
      isBinary: false,
      id: null,
      event: null,
      roundTripMs: null,
    } as const;
    if (source === 'poll') {
      const isAnswer = record.status !== null && record.status >= 200 && record.status < 300;
      if (isAnswer && body.length > 0) this.#add({ ...frame, kind: 'body', payload: body });
      return;
    }
    const parser = new EventStreamParser(
      {
        onEvent: (payload, event, id) => {
          this.#add({ ...frame, kind: 'message', isBinary: !isUtf8(payload), payload, event, id });
        },
        onComment: (payload) => {
          this.#add({ ...frame, kind: 'comment', payload });
        },
        onRetry: (payload) => {
          this.#add({ ...frame, kind: 'retry', payload });
        },
      },
      '',
    );
    parser.feed(body);
  }

  #add(frame: StagedFrame): void {
    this.#stage.addFrame(this.#entry, this.#span, frame);
  }
}
