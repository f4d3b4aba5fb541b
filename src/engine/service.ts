import { secretNamesIn } from '../model/feeds/secretNames.ts';
import type { ToEngine, WorkerMethod } from '../protocol/engineWorker.ts';
import { InspectorError } from '../protocol/errors.ts';
import { MAX_BODY_BYTES_WHOLE, MAX_REQUESTS_PER_READ, MAX_ROWS_PER_READ } from '../protocol/limits.ts';
import type { EngineMethod } from '../protocol/panel.ts';
import type { SessionSnapshot } from '../protocol/session.ts';
import {
  folderOf,
  parseAssumptions,
  parseCaptureIds,
  parseHighlights,
  parsePairPlace,
  parseProxySetting,
  parseRange,
  parseRowQuery,
} from './callParams.ts';
import { SessionExchanges } from './exchange/sessionExchanges.ts';
import { type Fields, fieldsOf, requireBoolean, requireNumber, requireString } from './fields.ts';
import { secretRequest } from './feeds/secretFeed.ts';
import { findMethods } from './findMethods.ts';
import type { ProxySetting } from './net/proxies.ts';
import { type FeedRequest, parseFeed } from './parseFeed.ts';
import { parseRepetition, parseSendRequest } from './parseOutgoing.ts';
import { Session } from './session.ts';

/** The sessions of one editor window, by id, and the calls that reach them. */
export class EngineService {
  readonly #sessions = new Map<string, Session>();
  readonly #closing = new Map<string, Promise<void>>();
  readonly #onSnapshot: (sessionId: string, snapshot: SessionSnapshot) => void;
  readonly #exchanges: SessionExchanges;

  constructor(
    onSnapshot: (sessionId: string, snapshot: SessionSnapshot) => void,
    onProgress: (sessionId: string, share: number) => void = () => undefined,
  ) {
    this.#onSnapshot = onSnapshot;
    this.#exchanges = new SessionExchanges(onProgress);
  }

  /** @throws InspectorError for whatever goes wrong */
  async handle({ sessionId, method, params }: ToEngine): Promise<unknown> {
    const fields = fieldsOf(params);
    if (method === 'session/open') {
      return this.#open(sessionId, requireString(fields, 'path'), requireNumber(fields, 'budgetBytes'));
    }
    // Of a session that is not open yet: what comes in becomes its recording.
    if (method === 'exchange/import' || method === 'exchange/gather' || method === 'exchange/cancel')
      return this.#exchanges.begin(sessionId, method, fields);
    const session = this.#sessionOf(sessionId);
    switch (method) {
      case 'session/close':
        return this.#close(sessionId, session);
      case 'session/watch':
      case 'session/save':
      case 'session/cancelSave':
        return keepSession(session, method, fields);
      case 'exchange/export':
      case 'exchange/saveRange':
        return this.#exchanges.write(sessionId, session, method, fields);
      case 'session/snapshot':
        return session.snapshot();
      case 'session/clear':
        return session.clear();
      case 'feed/find':
        return find(fields);
      case 'capture/start':
      case 'capture/stop':
      case 'capture/send':
      case 'capture/repeat':
      case 'capture/stopRepeat':
        return handleCapture(session, method, fields);
      case 'rows/read':
      case 'rows/place':
      case 'rows/locate':
        return readRows(session, method, fields);
      case 'frame/read':
      case 'frame/readWhole':
      case 'frame/document':
      case 'frame/previous':
        return readFrame(session, method, requireNumber(fields, 'row'));
      case 'requests/read':
        return readRequests(session, fields);
      case 'request/read':
        return session.readRequest(requireNumber(fields, 'captureId'), requireNumber(fields, 'index'));
      case 'timeline/read':
        return session.readTimeline(
          requireNumber(fields, 'fromMs'),
          requireNumber(fields, 'toMs'),
          requireNumber(fields, 'columns'),
        );
      case 'comparison/read':
      case 'comparison/pairs':
      case 'replay/read':
      case 'replay/check':
        return compare(session, method, fields);
      case 'statistics/read':
        return session.readStatistics(parseCaptureIds(fields));
    }
  }

  #sessionOf(sessionId: string): Session {
    const session = this.#sessions.get(sessionId);
    if (session !== undefined) return session;
    throw new InspectorError('not-found', 'this panel has no session', 'close the panel and open it again');
  }

  async #close(sessionId: string, session: Session): Promise<null> {
    this.#sessions.delete(sessionId);
    const closed = session.close();
    this.#closing.set(sessionId, closed);
    try {
      await closed;
    } finally {
      this.#closing.delete(sessionId);
    }
    return null;
  }

  /** A panel that is moved is closed in one place and opened in another: its recording is closed first. */
  async #open(sessionId: string, path: string, budgetBytes: number): Promise<SessionSnapshot> {
    await this.#closing.get(sessionId)?.catch(() => undefined);
    const known = this.#sessions.get(sessionId);
    if (known !== undefined) return known.snapshot();
    const onSnapshot = (snapshot: SessionSnapshot): void => {
      this.#onSnapshot(sessionId, snapshot);
    };
    const session = Session.open(path, onSnapshot, budgetBytes);
    this.#sessions.set(sessionId, session);
    return session.snapshot();
  }
}

function readRequests(session: Session, fields: Fields): unknown {
  const { from, to } = parseRange(fields, MAX_REQUESTS_PER_READ);
  return session.readRequests(from, to);
}

async function keepSession(
  session: Session,
  method: 'session/watch' | 'session/save' | 'session/cancelSave',
  fields: Fields,
): Promise<null> {
  if (method === 'session/watch') session.watch(requireBoolean(fields, 'isWatched'));
  else if (method === 'session/cancelSave') session.cancelSave();
  else await session.save(requireString(fields, 'path'), requireBoolean(fields, 'keepsSecrets'));
  return null;
}

function compare(
  session: Session,
  method: 'comparison/read' | 'comparison/pairs' | Extract<WorkerMethod, `replay/${string}`>,
  fields: Fields,
): unknown {
  switch (method) {
    case 'comparison/read':
      return session.compare(parseAssumptions(fields.get('assumptions')));
    case 'comparison/pairs':
      return session.pair(parsePairPlace(fields.get('from')), requireNumber(fields, 'step'));
    case 'replay/read':
      return session.readStretch(requireNumber(fields, 'captureId'), requireNumber(fields, 'maxDurationMs'));
    case 'replay/check':
      return session.checkReplay(parseAssumptions(fields.get('assumptions')));
  }
}

async function handleCapture(
  session: Session,
  method: Extract<WorkerMethod, `capture/${string}`>,
  fields: Fields,
): Promise<unknown> {
  if (method === 'capture/start') return start(session, fields);
  const captureId = requireNumber(fields, 'captureId');
  switch (method) {
    case 'capture/stop':
      await session.stopCapture(captureId);
      return null;
    case 'capture/send':
      await session.sendsOf(captureId).send(parseSendRequest(fields));
      return null;
    case 'capture/repeat': {
      const { intervalMs, count } = parseRepetition(fields);
      await session.sendsOf(captureId).repeat(parseSendRequest(fields), intervalMs, count);
      return null;
    }
    case 'capture/stopRepeat':
      session.stopRepeat(captureId);
      return null;
  }
}

async function start(session: Session, fields: Fields): Promise<{ readonly captureId: number }> {
  const secret = secretRequest(fields.get('feed'), fields.get('secrets'), folderOf(fields));
  const captureId = await session.startCapture(...feedOf(fields), secret);
  return { captureId };
}

/** Secrets go to the address that they are meant for, and to none that is only tried. */
async function find(fields: Fields): Promise<unknown> {
  if (secretNamesIn(fields.get('feed')).length === 0) {
    return { addresses: await findMethods(...feedOf(fields)) };
  }
  throw new InspectorError(
    'invalid-option',
    'a feed with secrets is not tried at other addresses',
    'write the addresses of the other methods',
  );
}

function feedOf(fields: Fields): [feed: FeedRequest, proxySetting: ProxySetting | null] {
  return [parseFeed(fields.get('feed'), folderOf(fields)), parseProxySetting(fields.get('proxySetting'))];
}

function readRows(session: Session, method: EngineMethod & `rows/${string}`, fields: Fields): unknown {
  const query = parseRowQuery(fields.get('query'));
  switch (method) {
    case 'rows/read': {
      const { from, to } = parseRange(fields, MAX_ROWS_PER_READ);
      return session.readRows(query, from, to, parseHighlights(fields));
    }
    case 'rows/place':
      return { position: session.placeRow(query, requireNumber(fields, 'row')) };
    case 'rows/locate': {
      const captureId = requireNumber(fields, 'captureId');
      return { position: session.locateRow(query, captureId, requireNumber(fields, 'atMs')) };
    }
  }
}

function readFrame(session: Session, method: EngineMethod & `frame/${string}`, row: number): unknown {
  switch (method) {
    case 'frame/read':
      return session.readFrame(row);
    case 'frame/readWhole':
      return session.readFrame(row, MAX_BODY_BYTES_WHOLE);
    case 'frame/document':
      return session.frameDocument(row);
    case 'frame/previous':
      return session.previousFrame(row);
  }
}
