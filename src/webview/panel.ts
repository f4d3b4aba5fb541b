import { withTerm } from '../model/filter/filterWords.ts';
import type { StartFeed } from '../protocol/feed.ts';
import type { CaptureSummary } from '../protocol/capture.ts';
import type { EstimateAssumptions } from '../protocol/comparison.ts';
import { type ErrorInfo, toErrorInfo } from '../protocol/errors.ts';
import { MAX_MARKS } from '../protocol/limits.ts';
import type { FrameRow } from '../protocol/frame.ts';
import type { PanelCalls, PanelMethod } from '../protocol/panel.ts';
import type { PanelCommand } from '../protocol/panelCommands.ts';
import type { RequestRecord } from '../protocol/request.ts';
import type { SessionSnapshot } from '../protocol/session.ts';
import { isRunning } from './captureText.ts';
import { Channel } from './channel.ts';
import { curlCommand } from './curlCommand.ts';
import type { CompareView, ReplayState } from './compare/compareView.ts';
import { demoFeeds } from './demoFeeds.ts';
import { PacedTask } from './dom/frameTask.ts';
import { EngineClock } from './engineClock.ts';
import { draftErrors } from './draftErrors.ts';
import { draftFeed, draftOfFeed } from './draftFeed.ts';
import { type Mark, withMarkToggled } from './marks.ts';
import { type CopyForm, cutText, messageCopy } from './messageCopies.ts';
import { fromPersisted, toPersisted } from './persisted.ts';
import { runningCapture } from './runningCapture.ts';
import {
  isStarting,
  type PanelState,
  type RequestKey,
  withPaused,
  withFeedDefaults,
  withRecentFilter,
  withSession,
  withSnapshot,
} from './state.ts';
import { Store, watchParts } from './store.ts';

/** How long the view state that the editor keeps may be out of date. */
const PERSIST_INTERVAL_MS = 200;

/** Rows from the moment of a request on among which its first message is looked for. */
const ROWS_LOOKED_AT = 100;

/** What every view is given: the state, and what can be done. Calls that fail end up in the state, for the banner. */
export class Panel {
  readonly store: Store<PanelState>;
  readonly clock = new EngineClock();
  readonly #channel = new Channel();
  readonly #persisting = new PacedTask(PERSIST_INTERVAL_MS, () => {
    this.#persist();
  });
  #persisted = '';

  constructor() {
    this.store = new Store(fromPersisted(this.#channel.readState()));
    this.store.subscribe(() => {
      this.#persisting.schedule();
    });
  }

  /** @param onCommand what the editor tells the panel to do */
  open(onCommand: (command: PanelCommand) => void): void {
    this.#channel.open({
      onWelcome: ({ sessionId, feedDefaults, remoteName }) => {
        this.store.update((state) => ({
          ...withSession(withFeedDefaults(state, feedDefaults), sessionId),
          remoteName,
        }));
      },
      onSnapshot: (snapshot) => {
        this.#take(snapshot);
      },
      onCommand,
    });
    watchParts(this.store, ({ isPaused }) => [isPaused], this.#tellView);
    for (const name of ['focus', 'blur']) window.addEventListener(name, this.#tellView);
    this.#tellView();
  }

  /** A call whose failure its caller handles. */
  call<M extends PanelMethod>(method: M, params: PanelCalls[M]['params']): Promise<PanelCalls[M]['result']> {
    return this.#channel.call(method, params);
  }

  /** A call whose failure is told in the banner. @returns undefined where it failed */
  async attempt<M extends PanelMethod>(
    method: M,
    params: PanelCalls[M]['params'],
  ): Promise<PanelCalls[M]['result'] | undefined> {
    try {
      return await this.#channel.call(method, params);
    } catch (error) {
      this.tell(toErrorInfo(error));
      return undefined;
    }
  }

  tell(callError: ErrorInfo): void {
    this.store.set({ callError });
  }

  /** Connects what the form describes, or marks what is wrong with it. */
  async connectDraft(): Promise<void> {
    const { state } = this.store;
    if (isStarting(state) || runningCapture(state) !== undefined) return;
    if (this.#isDraftSound()) await this.start(draftFeed(state.draft));
  }

  /** Marks what is wrong with the form. */
  #isDraftSound(): boolean {
    this.store.set({ isFormTouched: true });
    const wrong = Object.keys(draftErrors(this.store.state.draft));
    if (wrong.some((field) => field !== 'url')) this.store.set({ areOptionsOpen: true });
    return wrong.length === 0;
  }

  /** Puts a feed into the form, for the user to look at and connect. */
  fill(feed: StartFeed): void {
    this.store.set({ draft: draftOfFeed(feed), isFormTouched: false });
  }

  async start(feed: StartFeed): Promise<void> {
    this.store.update((state) => ({ ...state, startCount: state.startCount + 1, callError: null }));
    await this.attempt('capture/start', { feed });
    this.store.update((state) => ({ ...state, startCount: state.startCount - 1 }));
  }

  /** Connects what the form describes; where it is empty, what was connected last. */
  async connectFormOrLast(): Promise<void> {
    const last = this.store.state.latest?.captures.at(-1);
    if (this.store.state.draft.url.trim() !== '' || last === undefined) await this.connectDraft();
    else await this.start(last.feed);
  }

  /** Has the editor keep what the form describes in the workspace; where it is empty, what was connected last. */
  async saveFeed(): Promise<void> {
    const { draft, latest } = this.store.state;
    const last = latest?.captures.at(-1);
    if (draft.url.trim() === '' && last !== undefined) {
      await this.attempt('host/saveFeed', { feed: last.feed });
      return;
    }
    if (this.#isDraftSound()) await this.attempt('host/saveFeed', { feed: draftFeed(draft) });
  }

  get isRunning(): boolean {
    return this.#running().length > 0;
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.#running().map(({ captureId }) => this.stop(captureId)));
  }

  async stop(captureId: number): Promise<void> {
    await this.attempt('capture/stop', { captureId });
  }

  async clear(): Promise<void> {
    const snapshot = await this.attempt('session/clear', {});
    if (snapshot !== undefined) this.#take(snapshot);
  }

  togglePause(): void {
    this.store.update((state) => withPaused(state, !state.isPaused));
  }

  async startDemo(): Promise<void> {
    const demo = await this.attempt('host/startDemo', {});
    if (demo === undefined) return;
    await Promise.all(demoFeeds(demo.origin).map((feed) => this.start(feed)));
  }

  /** Captures feeds of one source at once and shows how they compare. What ran of their methods before is stopped. */
  async compareFeeds(feeds: readonly StartFeed[]): Promise<void> {
    const methods = feeds.map(({ method }) => method);
    const earlier = this.#running().filter(({ feed }) => methods.includes(feed.method));
    await Promise.all(earlier.map(({ captureId }) => this.stop(captureId)));
    this.store.set({ tab: 'compare', isCompareFormOpen: false });
    await Promise.all(feeds.map((feed) => this.start(feed)));
  }

  setCompare(part: Partial<CompareView>): void {
    this.store.update((state) => ({ ...state, compare: { ...state.compare, ...part } }));
  }

  /** Checks the estimates against a replay of a capture. Its end, whatever it is, is told in the state. */
  async checkByReplay(
    captureId: number,
    durationMs: number,
    assumptions: EstimateAssumptions,
  ): Promise<void> {
    const running: ReplayState = { kind: 'running', captureId, startedAtMs: performance.now(), durationMs };
    this.store.set({ replay: running });
    const end = await this.#replay(captureId, durationMs, assumptions);
    // The log may have been cleared: then it is of nothing that is left.
    if (this.store.state.replay === running) this.store.set({ replay: end });
  }

  async #replay(
    captureId: number,
    durationMs: number,
    assumptions: EstimateAssumptions,
  ): Promise<ReplayState> {
    try {
      const params = { captureId, maxDurationMs: durationMs, assumptions };
      const check = await this.call('comparison/replay', params);
      return check === null ? { kind: 'stopped' } : { kind: 'done', check };
    } catch (error) {
      return { kind: 'failed', error: toErrorInfo(error) };
    }
  }

  async stopReplay(): Promise<void> {
    await this.attempt('comparison/stopReplay', {});
  }

  async copy(text: string): Promise<void> {
    await this.attempt('host/copy', { text });
  }

  /** Copies a message in one of its forms: all of it, up to MAX_BODY_BYTES_WHOLE, and says where that is not all. */
  async copyMessage(row: number, form: CopyForm): Promise<void> {
    if (form === 'curl') {
      const body = await this.attempt('frame/read', { row });
      if (body === undefined) return;
      await this.copyRequestAsCurl({ captureId: body.row.captureId, index: body.row.requestIndex });
      return;
    }
    const body = await this.attempt('frame/readWhole', { row });
    if (body === undefined) return;
    const startedAtMs = this.capture(body.row.captureId)?.startedAtMs ?? 0;
    await this.copy(messageCopy(body, form, startedAtMs));
    const cut = cutText(body, form);
    if (cut !== null) {
      this.tell({ code: 'message-too-large', message: cut, action: 'the recording has the whole of it' });
    }
  }

  /** @param isRevealed whether secrets are in it as they were sent; else `<redacted>` stands in their place */
  async copyRequestAsCurl(key: RequestKey, isRevealed = false): Promise<void> {
    const request = await this.attempt('request/read', key);
    if (request === undefined) return;
    await this.copy(curlCommand(request, this.capture(key.captureId)?.feed ?? null, isRevealed));
  }

  async copyRequestUrl(key: RequestKey): Promise<void> {
    const request = await this.attempt('request/read', key);
    if (request !== undefined) await this.copy(request.url);
  }

  /** A capture as the panel shows it; undefined where it is gone. */
  capture(captureId: number): CaptureSummary | undefined {
    return this.store.state.shown?.captures.find((capture) => capture.captureId === captureId);
  }

  /** Shows the first message that a request brought, where the filter lets it through. */
  async showMessagesOf({ captureId, index, purpose, startedAtMs, endedAtMs }: RequestRecord): Promise<void> {
    const atMs = purpose === 'poll' ? (endedAtMs ?? startedAtMs) : startedAtMs;
    await this.revealMoment(captureId, atMs, index);
  }

  /** Likewise of a request that is known by its key. */
  async revealMessagesOf(key: RequestKey): Promise<void> {
    const request = await this.attempt('request/read', key);
    if (request !== undefined) await this.showMessagesOf(request);
  }

  /**
   * Shows the message of a capture that is nearest to a moment.
   * @param requestIndex where one that this request brought is close to it, that one
   */
  async revealMoment(captureId: number, atMs: number, requestIndex: number | null = null): Promise<void> {
    const { query } = this.store.state;
    const found = await this.attempt('rows/locate', { query, captureId, atMs });
    if (found === undefined || found.position < 0) return;
    const to = found.position + (requestIndex === null ? 1 : ROWS_LOOKED_AT);
    const page = await this.attempt('rows/read', { query, from: found.position, to });
    const ofRequest = page?.rows.findIndex(
      (row) => row.captureId === captureId && row.requestIndex === requestIndex,
    );
    const place = Math.max(0, ofRequest ?? 0);
    const row = page?.rows[place];
    if (row === undefined) return;
    this.store.set({
      tab: 'messages',
      selectedRow: row.row,
      selectedAtMs: row.atMs,
      reveal: { position: found.position + place },
    });
  }

  /**
   * Shows, of the messages that the filter finds, only those that a term finds as well.
   * @param term as model/filter/filterWords.ts makes it
   */
  filterBy(term: string): void {
    this.store.update((state) => {
      const text = withTerm(state.query.text, term);
      return { ...withRecentFilter(state, text), tab: 'messages', query: { ...state.query, text } };
    });
  }

  /** Shows a message, and its place in the list where the filter lets it through. */
  async showMessage({ row, atMs }: Pick<FrameRow, 'row' | 'atMs'>): Promise<void> {
    const { query } = this.store.state;
    this.store.set({ tab: 'messages', selectedRow: row, selectedAtMs: atMs });
    const found = await this.attempt('rows/place', { query, row });
    if (found !== undefined && found.position >= 0) this.store.set({ reveal: { position: found.position } });
  }

  /** Marks a message, or takes its mark away. */
  toggleMark(mark: Mark): void {
    const marks = withMarkToggled(this.store.state.marks, mark);
    if (marks !== null) {
      this.store.set({ marks });
      return;
    }
    this.tell({
      code: 'invalid-option',
      message: `there are already ${MAX_MARKS} marked messages`,
      action: 'remove some marks',
    });
  }

  showRequest(selectedRequest: RequestKey): void {
    this.store.set({ tab: 'requests', selectedRequest });
  }

  #tellView = (): void => {
    const { isPaused } = this.store.state;
    void this.attempt('host/tellView', { isPaused, hasFocus: document.hasFocus() });
  };

  #take(snapshot: SessionSnapshot): void {
    this.clock.set(snapshot.nowMs);
    this.store.update((state) => withSnapshot(state, snapshot));
  }

  #running(): readonly CaptureSummary[] {
    return this.store.state.latest?.captures.filter(isRunning) ?? [];
  }

  #persist(): void {
    const view = toPersisted(this.store.state);
    const text = JSON.stringify(view);
    if (text === this.#persisted) return;
    this.#persisted = text;
    this.#channel.writeState(view);
  }
}
