import { html, nothing, type TemplateResult } from 'lit';
import { formatJson } from '../../../model/jsonCheck.ts';
import { VARIABLE_EXAMPLES } from '../../../model/variables.ts';
import type { CaptureSummary } from '../../../protocol/capture.ts';
import { captureLabel } from '../../captureText.ts';
import { closeProblem } from '../../compose/closeDraft.ts';
import { type ComposePreview, previewOf } from '../../compose/composePreview.ts';
import { Composer } from '../../compose/composer.ts';
import { HistoryKeys } from '../../compose/historyKeys.ts';
import {
  type Composed,
  hasVariables,
  SEND_PLACEHOLDERS,
  splitClose,
  takesVariables,
} from '../../compose/outgoingDraft.ts';
import { socketsText } from '../../compose/sockets.ts';
import { baseStyles } from '../../dom/baseStyles.ts';
import { controlStyles, valueOf } from '../../dom/controls.ts';
import { iconButton } from '../../dom/iconButton.ts';
import { icon } from '../../dom/icons.ts';
import { openMenu } from '../../dom/popupMenu.ts';
import { View } from '../../dom/view.ts';
import { SavedItems } from '../../savedItems.ts';
import type { PanelState } from '../../state.ts';
import { closeFields } from './closeFields.ts';
import { composeStatus } from './composeStatus.ts';
import { openLibrary } from './messageLibrary.ts';
import { repeatControls, repetitionLines } from './repetitions.ts';
import { sendBarStyles } from './sendBar.styles.ts';
import { kindSelect, targetSelect } from './sendSelects.ts';

/**
 * Writes and sends messages, pings and the close of a WebSocket, once or again and again. A line until more is written
 * or wanted. It stays, with what is written, while nothing is open; there is none where there is no WebSocket.
 */
export class SendBar extends View {
  static override styles = [baseStyles, controlStyles, sendBarStyles];

  readonly #keys = new HistoryKeys({
    items: () => {
      const { kind, history } = this.#composer.state;
      return history.filter((item) => item.kind === kind).map(({ text }) => text);
    },
    replace: (text) => {
      this.#composer.write(text);
      return this.updateComplete;
    },
  });
  readonly #sample = { uuid: crypto.randomUUID(), random: Math.random() };
  #made: Composer | null = null;
  #isLibraryOpen = false;
  #previewed: { readonly key: string; readonly preview: ComposePreview } | null = null;

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.compose, socketsText(state.latest)];
  }

  override render(): TemplateResult | typeof nothing {
    const { sockets, target, draft: composed } = this.#composer;
    if (target === undefined) return nothing;
    const { isExpanded } = this.#composer.state;
    const preview = this.#preview(composed, target);
    return html`${repetitionLines(this.panel, sockets)}
      <div class="bar ${isExpanded ? 'is-expanded' : ''}" @keydown=${this.#onKeydown}>
        <div class="lead">
          ${targetSelect(sockets, target, (captureId) => {
            this.#composer.set({ captureId });
          })}
          ${kindSelect(composed.kind, (kind) => {
            this.#keys.end();
            this.#composer.set({ kind });
          })}
        </div>
        <div class="editor">${this.#renderEditor(composed, target)}</div>
        <div class="tools">${this.#renderTools(composed, preview.json.kind === 'valid')}</div>
        <div class="go">${this.#renderGo(composed)}</div>
        ${composeStatus({
          composed,
          preview,
          hindrance: hindranceOf(target),
          isRefused: this.#composer.isRefused,
          onGoTo: this.#goTo,
        })}
      </div>`;
  }

  get #composer(): Composer {
    this.#made ??= new Composer(this.panel);
    return this.#made;
  }

  get #textarea(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  #renderEditor({ kind, text }: Composed, target: CaptureSummary): TemplateResult {
    if (kind === 'close') {
      const { code, reason } = splitClose(text);
      const withVariables = hasVariables({ kind, text }, this.#composer.state.areVariablesOn);
      return closeFields(text, closeProblem(code, reason, withVariables), this.#write);
    }
    return html`<textarea
      rows="1"
      spellcheck="false"
      autocomplete="off"
      aria-label="Message to send"
      aria-describedby="compose-status"
      aria-invalid=${this.#composer.isRefused}
      placeholder="${SEND_PLACEHOLDERS[kind]} ${captureLabel(target)}"
      .value=${text}
      @input=${(event: Event) => {
        this.#write(valueOf(event));
      }}
    ></textarea>`;
  }

  #renderTools(composed: Composed, isJson: boolean): TemplateResult {
    const { isExpanded } = this.#composer.state;
    return html`${isExpanded && takesVariables(composed.kind) ? this.#renderTextTools(composed, isJson) : nothing}
    ${
      composed.kind === 'file'
        ? iconButton({
            icon: 'folder-opened',
            label: 'Choose the file to send',
            onClick: () => void this.#pick(),
          })
        : nothing
    }
    ${iconButton({
      icon: 'history',
      label: 'Saved and sent messages',
      popup: 'dialog',
      isExpanded: this.#isLibraryOpen,
      onClick: (event) => void this.#openLibrary(event),
    })}
    ${iconButton({
      icon: isExpanded ? 'chevron-down' : 'chevron-up',
      label: isExpanded ? 'Write on one line' : 'Write on several lines, with all tools',
      isExpanded,
      onClick: () => {
        this.#composer.set({ isExpanded: !isExpanded });
        this.#textarea?.focus();
      },
    })}`;
  }

  #renderTextTools({ kind, text }: Composed, isJson: boolean): TemplateResult {
    const { areVariablesOn } = this.#composer.state;
    return html`${
      kind === 'text'
        ? iconButton({
            icon: 'json',
            label: 'Format the JSON',
            isDisabled: !isJson,
            onClick: () => {
              this.#write(formatJson(text, areVariablesOn));
            },
          })
        : nothing
    }
    ${iconButton({
      icon: 'symbol-variable',
      label: 'Put in variables, such as {{uuid}}',
      isPressed: areVariablesOn,
      onClick: () => {
        this.#composer.set({ areVariablesOn: !areVariablesOn });
      },
    })}
    ${
      areVariablesOn && kind !== 'close'
        ? iconButton({ icon: 'add', label: 'Insert a variable', popup: 'menu', onClick: this.#openVariables })
        : nothing
    }`;
  }

  #renderGo({ kind }: Composed): TemplateResult {
    const { isExpanded, interval, count } = this.#composer.state;
    const isDisabled = !this.#composer.canSend;
    const onClick = (): void => void this.#send();
    if (!isExpanded) return iconButton({ icon: 'send', label: 'Send', isDisabled, onClick });
    const repeat = repeatControls({
      interval,
      count,
      isDisabled,
      onWrite: (part) => {
        this.#composer.set(part);
      },
      onStart: () => void this.#repeat(),
    });
    return html`${kind === 'close' ? nothing : repeat}
      <button type="button" class="send-button" ?disabled=${isDisabled} @click=${onClick}>
        ${icon('send')}Send
      </button>`;
  }

  /** Drawing again for a counter that went on must not make up new values for the rest. */
  #preview(composed: Composed, target: CaptureSummary): ComposePreview {
    const { areVariablesOn } = this.#composer.state;
    const count = target.countedSends + 1;
    const key = [composed.kind, areVariablesOn, count, composed.text].join(' ');
    if (this.#previewed?.key === key) return this.#previewed.preview;
    const preview = previewOf(composed, areVariablesOn, this.#sample, this.panel.clock.nowMs(), count);
    this.#previewed = { key, preview };
    return preview;
  }

  readonly #write = (text: string): void => {
    this.#keys.end();
    this.#composer.write(text);
  };

  #load(message: Composed): void {
    this.#keys.end();
    this.#composer.load(message);
    void this.updateComplete.then(() => this.#textarea?.focus());
  }

  async #openLibrary({ currentTarget }: Event): Promise<void> {
    const items = new SavedItems(this.panel, 'messages');
    if (this.#isLibraryOpen || !(currentTarget instanceof Element)) return;
    // From now on: a second press while it is read must not open another.
    this.#setLibraryOpen(true);
    const saved = await items.read();
    if (saved === undefined) {
      this.#setLibraryOpen(false);
      return;
    }
    const written = this.#composer.draft;
    const library = {
      items,
      saved,
      sent: this.#composer.state.history.toReversed(),
      written: written.text === '' ? null : written,
      onChoose: (message: Composed) => {
        this.#load(message);
      },
    };
    openLibrary(library, currentTarget, () => {
      this.#setLibraryOpen(false);
    });
  }

  #setLibraryOpen(isOpen: boolean): void {
    this.#isLibraryOpen = isOpen;
    this.requestUpdate();
  }

  readonly #openVariables = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof Element)) return;
    const items = VARIABLE_EXAMPLES.map(([label, hint]) => ({
      kind: 'action' as const,
      label,
      hint,
      onChoose: () => {
        this.#insert(label);
      },
    }));
    openMenu({ label: 'Variables', items: () => items }, currentTarget);
  };

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
    this.#keys.end();
    await this.#composer.send();
    // What could not be sent is said now.
    this.requestUpdate();
  }

  async #repeat(): Promise<void> {
    await this.#composer.repeat();
    this.requestUpdate();
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const { target } = event;
    const isEditor =
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && target.closest('.editor') !== null);
    if (!isEditor || event.isComposing) return;
    if (event.key === 'Enter') this.#onEnter(event, target);
    else if (target instanceof HTMLTextAreaElement) this.#keys.press(event, target);
  };

  /** Ctrl or Cmd sends always; alone, Enter sends from a line, and is a line end in the large editor. */
  #onEnter(event: KeyboardEvent, field: HTMLElement): void {
    const isSend = event.ctrlKey || event.metaKey;
    const isLineEnd =
      field instanceof HTMLTextAreaElement && (event.shiftKey || this.#composer.state.isExpanded);
    if (!isSend && isLineEnd) return;
    event.preventDefault();
    void this.#send();
  }
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
