import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { formatJson } from '../../../model/jsonCheck.ts';
import type { CaptureSummary } from '../../../protocol/capture.ts';
import { captureLabel } from '../../captureText.ts';
import { closeProblem } from '../../compose/closeDraft.ts';
import { type ComposePreview, previewOf } from '../../compose/composePreview.ts';
import { type ComposeState, draftOf, withDraft, withSent } from '../../compose/composeState.ts';
import { HistoryWalk } from '../../compose/historyWalk.ts';
import {
  canBeEmpty,
  type Composed,
  hasVariables,
  SEND_KINDS,
  SEND_LABELS,
  SEND_PLACEHOLDERS,
  splitClose,
  takesVariables,
  toOrder,
} from '../../compose/outgoingDraft.ts';
import { socketsOf, socketsText, targetOf } from '../../compose/sockets.ts';
import { baseStyles } from '../../dom/baseStyles.ts';
import { controlStyles, valueOf } from '../../dom/controls.ts';
import { iconButton } from '../../dom/iconButton.ts';
import { icon } from '../../dom/icons.ts';
import { View } from '../../dom/view.ts';
import type { PanelState } from '../../state.ts';
import { closeFields } from './closeFields.ts';
import './composeMenu.ts';
import { composeStatus } from './composeStatus.ts';
import { parseRepetition, repeatControls, repetitionLines } from './repetitions.ts';
import { sendBarStyles } from './sendBar.styles.ts';
import './variableMenu.ts';

/**
 * Writes and sends messages, pings and the close of a WebSocket, once or again and again. A line until more is written
 * or wanted. It stays, with what is written, while nothing is open; there is none where there is no WebSocket.
 */
export class SendBar extends View {
  static override styles = [baseStyles, controlStyles, sendBarStyles];

  readonly #walk = new HistoryWalk();
  readonly #sample = { uuid: crypto.randomUUID(), random: Math.random() };
  /** What the user tried to send, and could not: until it is changed, what is wrong with it is an error. */
  #tried: Composed | null = null;
  #previewed: { readonly key: string; readonly preview: ComposePreview } | null = null;

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.compose, socketsText(state.latest)];
  }

  override render(): TemplateResult | typeof nothing {
    const sockets = socketsOf(this.state.latest);
    const target = targetOf(sockets, this.#compose.captureId);
    if (target === undefined) return nothing;
    const { isExpanded } = this.#compose;
    const composed = draftOf(this.#compose);
    return html`${repetitionLines(this.panel, sockets)}
      <div class="bar ${isExpanded ? 'is-expanded' : ''}" @keydown=${this.#onKeydown}>
        <div class="lead">${this.#renderTargets(sockets, target)} ${this.#renderKinds()}</div>
        <div class="editor">${this.#renderEditor(composed, target)}</div>
        <div class="tools">${this.#renderTools(composed)}</div>
        <div class="go">${this.#renderGo(composed, target)}</div>
      </div>
      ${composeStatus({
        composed,
        preview: this.#preview(composed, target),
        hindrance: hindranceOf(target),
        isTried: this.#tried?.kind === composed.kind && this.#tried.text === composed.text,
        onGoTo: this.#goTo,
      })}`;
  }

  get #compose(): ComposeState {
    return this.state.compose;
  }

  get #textarea(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  #renderTargets(
    sockets: readonly CaptureSummary[],
    target: CaptureSummary,
  ): TemplateResult | typeof nothing {
    const open = sockets.filter(({ state }) => state === 'open');
    if (open.length < 2) return nothing;
    return html`<vscode-single-select
      class="target"
      label="Send to"
      position="above"
      .value=${String(target.captureId)}
      @change=${(event: Event) => {
        this.#set({ captureId: Number(valueOf(event)) });
      }}
    >
      ${open.map(
        (capture) =>
          html`<vscode-option value=${capture.captureId} ?selected=${capture === target}
            >${captureLabel(capture)}</vscode-option
          >`,
      )}
    </vscode-single-select>`;
  }

  #renderKinds(): TemplateResult {
    const selected = this.#compose.kind;
    return html`<vscode-single-select
      class="kind"
      label="What to send"
      position="above"
      .value=${selected}
      @change=${(event: Event) => {
        const value = valueOf(event);
        this.#walk.end();
        this.#set({ kind: SEND_KINDS.find((kind) => kind === value) ?? 'text' });
      }}
    >
      ${SEND_KINDS.map(
        (kind) =>
          html`<vscode-option value=${kind} ?selected=${kind === selected}
            >${SEND_LABELS[kind]}</vscode-option
          >`,
      )}
    </vscode-single-select>`;
  }

  #renderEditor({ kind, text }: Composed, target: CaptureSummary): TemplateResult {
    if (kind === 'close') {
      const { code, reason } = splitClose(text);
      const withVariables = hasVariables({ kind, text }, this.#compose.areVariablesOn);
      return closeFields(text, closeProblem(code, reason, withVariables), this.#write);
    }
    const isWrong = this.#preview({ kind, text }, target).problem !== null && this.#tried?.text === text;
    return html`<textarea
      rows="1"
      spellcheck="false"
      autocomplete="off"
      aria-label="Message to send"
      aria-describedby="compose-status"
      aria-invalid=${isWrong}
      placeholder="${SEND_PLACEHOLDERS[kind]} ${captureLabel(target)}"
      .value=${text}
      @input=${(event: Event) => {
        this.#write(valueOf(event));
      }}
    ></textarea>`;
  }

  #renderTools(composed: Composed): TemplateResult {
    const { isExpanded } = this.#compose;
    return html`${isExpanded && takesVariables(composed.kind) ? this.#renderTextTools(composed) : nothing}
      ${
        composed.kind === 'file'
          ? iconButton({
              icon: 'folder-opened',
              label: 'Choose the file to send',
              onClick: () => void this.#pick(),
            })
          : nothing
      }
      <ri-compose-menu
        .panel=${this.panel}
        @load-message=${(event: CustomEvent<Composed>) => {
          this.#load(event.detail);
        }}
      ></ri-compose-menu>
      ${iconButton({
        icon: isExpanded ? 'chevron-down' : 'chevron-up',
        label: isExpanded ? 'Write on one line' : 'Write on several lines, with all tools',
        isExpanded,
        onClick: () => {
          this.#set({ isExpanded: !isExpanded });
          this.#textarea?.focus();
        },
      })}`;
  }

  #renderTextTools({ kind, text }: Composed): TemplateResult {
    const { areVariablesOn } = this.#compose;
    const formatted = kind === 'text' ? this.#formatted(text) : text;
    return html`${
      kind === 'text'
        ? iconButton({
            icon: 'json',
            label: 'Format the JSON',
            isDisabled: formatted === text,
            onClick: () => {
              this.#write(formatted);
            },
          })
        : nothing
    }
    ${iconButton({
      icon: 'symbol-variable',
      label: 'Put in variables, such as {{uuid}}',
      isPressed: areVariablesOn,
      onClick: () => {
        this.#set({ areVariablesOn: !areVariablesOn });
      },
    })}
    ${
      areVariablesOn && kind !== 'close'
        ? html`<ri-variable-menu
            @insert-variable=${(event: CustomEvent<string>) => {
              this.#insert(event.detail);
            }}
          ></ri-variable-menu>`
        : nothing
    }`;
  }

  #renderGo(composed: Composed, target: CaptureSummary): TemplateResult {
    const { isExpanded, interval, count } = this.#compose;
    const isDisabled = target.state !== 'open' || (composed.text === '' && !canBeEmpty(composed.kind));
    const onClick = (): void => void this.#send();
    if (!isExpanded) return iconButton({ icon: 'send', label: 'Send', isDisabled, onClick });
    const repeat = repeatControls({
      interval,
      count,
      isDisabled,
      onWrite: (part) => {
        this.#set(part);
      },
      onStart: () => void this.#repeat(),
    });
    return html`${composed.kind === 'close' ? nothing : repeat}
      <button type="button" class="send-button" ?disabled=${isDisabled} @click=${onClick}>
        ${icon('send')}Send
      </button>`;
  }

  /** Drawing again for a counter that went on must not make up new values for the rest. */
  #preview(composed: Composed, target: CaptureSummary): ComposePreview {
    const { areVariablesOn } = this.#compose;
    const count = target.countedSends + 1;
    const key = [composed.kind, areVariablesOn, count, composed.text].join(' ');
    if (this.#previewed?.key === key) return this.#previewed.preview;
    const preview = previewOf(composed, areVariablesOn, this.#sample, this.panel.clock.nowMs(), count);
    this.#previewed = { key, preview };
    return preview;
  }

  #formatted(text: string): string {
    const { preview } = this.#previewed ?? {};
    return preview?.json.kind === 'valid' ? formatJson(text, this.#compose.areVariablesOn) : text;
  }

  #set(part: Partial<ComposeState>): void {
    this.panel.store.update((state) => ({ ...state, compose: { ...state.compose, ...part } }));
  }

  readonly #write = (text: string): void => {
    this.#walk.end();
    this.#replace(text);
  };

  #replace(text: string): void {
    this.#set(withDraft(this.#compose, { kind: this.#compose.kind, text }));
  }

  #load(message: Composed): void {
    this.#walk.end();
    this.#set(withDraft(this.#compose, message));
    void this.updateComplete.then(() => this.#textarea?.focus());
  }

  /** In place of what is selected. */
  #insert(variable: string): void {
    const textarea = this.#textarea;
    if (textarea === null) return;
    textarea.focus();
    textarea.setRangeText(variable, textarea.selectionStart, textarea.selectionEnd, 'end');
    this.#write(textarea.value);
  }

  async #pick(): Promise<void> {
    const picked = await this.panel.attempt('host/pickFile', { title: 'Send a file' });
    if (picked !== undefined && picked.path !== null) this.#write(picked.path);
  }

  readonly #goTo = (start: number): void => {
    this.#textarea?.focus();
    this.#textarea?.setSelectionRange(start, start + 1);
  };

  async #send(): Promise<void> {
    const composed = draftOf(this.#compose);
    const ready = this.#ready(composed);
    if (ready === null) return;
    const sent = await this.panel.attempt('capture/send', ready);
    if (sent === undefined) return;
    this.#set(withSent(this.#compose, composed));
    // A line is for talking; what is worked on in the large editor stays.
    const isUnchanged = draftOf(this.#compose).text === composed.text;
    if (isUnchanged && !this.#compose.isExpanded) this.#write('');
  }

  async #repeat(): Promise<void> {
    const composed = draftOf(this.#compose);
    const repetition = parseRepetition(this.#compose.interval, this.#compose.count);
    const ready = this.#ready(composed);
    if (ready === null || repetition === null) return;
    const started = await this.panel.attempt('capture/repeat', { ...ready, ...repetition });
    if (started !== undefined) this.#set(withSent(this.#compose, composed));
  }

  /** What the call needs; null where it cannot be sent, which is then said. */
  #ready(
    composed: Composed,
  ): ({ readonly captureId: number } & Exclude<ReturnType<typeof toOrder>, { problem: unknown }>) | null {
    const target = targetOf(socketsOf(this.state.latest), this.#compose.captureId);
    if (target?.state !== 'open' || (composed.text === '' && !canBeEmpty(composed.kind))) return null;
    const order = toOrder(composed, this.#compose.areVariablesOn);
    if (!('problem' in order)) return { captureId: target.captureId, ...order };
    this.#tried = composed;
    this.requestUpdate();
    return null;
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const { target } = event;
    const isEditor =
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && target.closest('.editor') !== null);
    if (!isEditor || event.isComposing) return;
    if (event.key === 'Enter') this.#onEnter(event, target);
    else if (target instanceof HTMLTextAreaElement) this.#onArrow(event, target);
  };

  /** Ctrl or Cmd sends always; alone, Enter sends from a line, and is a line end in the large editor. */
  #onEnter(event: KeyboardEvent, field: HTMLElement): void {
    const isSend = event.ctrlKey || event.metaKey;
    const isLineEnd = field instanceof HTMLTextAreaElement && (event.shiftKey || this.#compose.isExpanded);
    if (!isSend && isLineEnd) return;
    event.preventDefault();
    void this.#send();
  }

  /** As in a terminal, from the first line up and from the last line down. */
  #onArrow(event: KeyboardEvent, textarea: HTMLTextAreaElement): void {
    const hasModifier = event.shiftKey || event.ctrlKey || event.altKey || event.metaKey;
    if (hasModifier || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
    const isUp = event.key === 'ArrowUp';
    const { value, selectionStart, selectionEnd } = textarea;
    const isAtEnd = selectionStart === value.length;
    const beyond = isUp ? value.slice(0, selectionStart) : value.slice(selectionEnd);
    const isAtEdge = !beyond.includes('\n') && !isWrapped(textarea, beyond);
    if (!isAtEdge && !(this.#walk.isUnderWay && isAtEnd)) return;
    const { kind, history } = this.#compose;
    const items = history.filter((item) => item.kind === kind).map(({ text }) => text);
    const text = isUp ? this.#walk.older(items, value) : this.#walk.newer();
    if (text === null) return;
    event.preventDefault();
    this.#replace(text);
    void this.updateComplete.then(() => {
      textarea.setSelectionRange(textarea.value.length, textarea.value.length);
    });
  }
}

/** Whether a part of the text may reach over several lines on the screen: then the arrows move within it first. */
function isWrapped({ clientWidth, scrollHeight }: HTMLTextAreaElement, part: string): boolean {
  const ONE_LINE_PX = 30;
  const LEAST_CHARACTER_PX = 9;
  return scrollHeight > ONE_LINE_PX && part.length * LEAST_CHARACTER_PX > clientWidth;
}

/** Why nothing can be sent. */
function hindranceOf({ state }: CaptureSummary): string | null {
  switch (state) {
    case 'open':
      return null;
    case 'connecting':
      return 'Connecting';
    case 'reconnecting':
      return 'Reconnecting';
    case 'closed':
    case 'failed':
      return 'Not connected';
  }
}

customElements.define('ri-send-bar', SendBar);
