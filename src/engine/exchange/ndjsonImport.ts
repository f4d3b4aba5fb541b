import { parseJson } from '../../model/parseJson.ts';
import { formatBytes } from '../../model/format.ts';
import { completeFeed, type Feed } from '../../protocol/feed.ts';
import { FRAME_KINDS } from '../../protocol/frame.ts';
import { MAX_CAPTURES, MAX_IMPORTED_REQUESTS, MAX_IMPORTED_VALUE_BYTES } from '../../protocol/limits.ts';
import { isMethod, type Method, METHODS } from '../../protocol/method.ts';
import { importError, tooLarge, wrongType } from './importError.ts';
import type { PlannedCapture } from './importPlan.ts';
import { FrameSpan, type ImportStage, type StagedFrame } from './importStage.ts';
import { ImportValue } from './importValues.ts';
import { untoldRequest } from './untoldRequest.ts';

const LF = 0x0a;

/** What lines say of one capture. */
interface LineCapture {
  readonly captureId: number;
  readonly method: Method | null;
  readonly url: string | null;
  readonly startedAtMs: number;
  /** What its frames say of its method, where the lines do not. */
  isSocket: boolean;
  hasEvents: boolean;
  requests: number;
}

interface LineRequest {
  readonly entry: number;
  readonly capture: LineCapture;
  readonly span: FrameSpan;
}

/** Takes lines as `watch --output ndjson` and an export write them to the stage. */
export class NdjsonImport {
  readonly #stage: ImportStage;
  readonly #captures = new Map<string, LineCapture>();
  readonly #requests = new Map<string, LineRequest>();
  /** Where the lines do not say when their capture began: then its frames are placed so that the last one came now. */
  readonly #nowMs: number;
  #isTimed: boolean | null = null;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #line = 0;

  /** @param nowMs when the file was written */
  constructor(stage: ImportStage, nowMs: number) {
    this.#stage = stage;
    this.#nowMs = nowMs;
  }

  /** @throws InspectorError `import-failed`, naming the line */
  write(bytes: Uint8Array): void {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    let from = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      this.#takeLine(chunk.subarray(from, end));
      from = end + 1;
    }
    if (from === chunk.length) return;
    // The chunk's memory is used again.
    this.#pending.push(Buffer.from(chunk.subarray(from)));
    this.#pendingBytes += chunk.length - from;
    if (this.#pendingBytes > MAX_IMPORTED_VALUE_BYTES)
      throw tooLarge(`line ${this.#line + 1}`, formatBytes(MAX_IMPORTED_VALUE_BYTES));
  }

  /** @returns the captures that the lines are of */
  finish(): readonly PlannedCapture[] {
    if (this.#pendingBytes > 0) this.#takeLine(Buffer.alloc(0));
    if (this.#captures.size === 0)
      throw importError('the file has no line', 'choose one that has; nothing was imported');
    for (const request of this.#requests.values()) this.#stageRequest(request);
    return [...this.#captures.values()].map((capture) => ({
      captureId: capture.captureId,
      feed: feedOf(capture),
      known: null,
      isWhole: false,
      startedAtMs: capture.startedAtMs,
    }));
  }

  #takeLine(rest: Buffer): void {
    const bytes = this.#pending.length === 0 ? rest : Buffer.concat([...this.#pending, rest]);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#line += 1;
    const text = bytes.toString('utf8').trim();
    if (text === '') return;
    const value = parseJson(text);
    if (value === undefined) {
      throw importError(
        `line ${this.#line} is not JSON`,
        'choose NDJSON that this tool has written, or a HAR file; nothing was imported',
      );
    }
    this.#takeFrame(new ImportValue(value, `line ${this.#line}: frame`).object());
  }

  #takeFrame(line: ImportValue): void {
    const capture = this.#captureOf(line);
    const frame = frameOf(line, capture.startedAtMs);
    if (frame.isBinary || frame.direction === 'out' || ['ping', 'pong', 'close'].includes(frame.kind))
      capture.isSocket = true;
    if (frame.event !== null || frame.kind === 'comment' || frame.kind === 'retry') capture.hasEvents = true;
    const request = this.#requestOf(capture, line.member('request').numberOr(0));
    this.#stage.addFrame(request.entry, request.span, frame);
  }

  #captureOf(line: ImportValue): LineCapture {
    const started = line.member('startedAtMs');
    this.#isTimed ??= !started.isMissing;
    if (this.#isTimed === started.isMissing) throw wrongType(started.place, 'there, as in the other lines');
    const label = line.member('capture').textOr('');
    const known = this.#captures.get(label);
    if (known !== undefined) return known;
    if (this.#captures.size >= MAX_CAPTURES) throw tooLarge('the number of captures', String(MAX_CAPTURES));
    const method = line.member('method');
    const capture: LineCapture = {
      captureId: this.#captures.size + 1,
      method: method.isMissing ? null : method.oneOf(METHODS),
      url: line.member('url').textOr(null),
      startedAtMs: started.numberOr(this.#nowMs),
      isSocket: false,
      hasEvents: false,
      requests: 0,
    };
    this.#captures.set(label, capture);
    return capture;
  }

  #requestOf(capture: LineCapture, index: number): LineRequest {
    const key = `${capture.captureId}/${index}`;
    const known = this.#requests.get(key);
    if (known !== undefined) return known;
    if (this.#requests.size >= MAX_IMPORTED_REQUESTS)
      throw tooLarge('the number of requests', MAX_IMPORTED_REQUESTS.toLocaleString('en'));
    capture.requests += 1;
    const request = { entry: this.#requests.size, capture, span: new FrameSpan() };
    this.#requests.set(key, request);
    return request;
  }

  /** Of its request a line says the number only: it spans what it brought. */
  #stageRequest({ entry, capture, span }: LineRequest): void {
    const feed = feedOf(capture);
    const { captureId } = capture;
    const record = untoldRequest(feed, {
      captureId,
      index: 0,
      startedAtMs: span.firstMs,
      endedAtMs: span.lastMs,
      isConnectionReused: false,
    });
    this.#stage.addEntry(entry, span, { record, captureId, source: 'poll', pollKey: null });
  }
}

function frameOf(line: ImportValue, startedAtMs: number): StagedFrame {
  const base64 = line.member('base64');
  const kind = line.member('kind').oneOf(FRAME_KINDS);
  const payload = base64.isMissing ? Buffer.from(line.member('text').text()) : base64.base64();
  const sizeBytes = line.member('sizeBytes');
  if (sizeBytes.numberOr(payload.length) !== payload.length)
    throw wrongType(sizeBytes.place, `the size of its payload, ${payload.length}`);
  return {
    atMs: startedAtMs + line.member('atMs').number(),
    direction: line.member('direction').oneOf(['in', 'out']),
    kind,
    isBinary: kind === 'message' && !base64.isMissing,
    id: line.member('id').textOr(null),
    event: line.member('event').textOr(null),
    roundTripMs: line.member('roundTripMs').numberOr(null),
    payload,
  };
}

/** Where the lines do not say what feed they are of, as those of `watch`, it is told by its frames, and its address is none. */
function feedOf({ method, url, isSocket, hasEvents, requests }: LineCapture): Feed {
  const guessed = isSocket ? 'websocket' : !hasEvents && requests > 1 ? 'short-polling' : 'sse';
  const decided = isMethod(method) ? method : guessed;
  const unknown = `${decided === 'websocket' ? 'ws' : 'http'}://unknown.invalid/`;
  return completeFeed({ method: decided, url: url ?? unknown });
}
