import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { filterProblem } from '../../model/filter/filterProblem.ts';
import { MAX_HIGHLIGHTS } from '../../protocol/limits.ts';
import { baseStyles } from '../dom/baseStyles.ts';
import { controlStyles, valueOf } from '../dom/controls.ts';
import { iconButton } from '../dom/iconButton.ts';
import { type PopupAnchor, popupStyles, showPopup } from '../dom/popup.ts';
import { View } from '../dom/view.ts';
import { HIGHLIGHT_COLORS, type HighlightRule, withNewRule } from '../highlightRules.ts';
import type { Panel } from '../panel.ts';
import { saveHighlights } from '../savedHighlights.ts';
import type { PanelState } from '../state.ts';
import { highlightColors } from './highlightColors.ts';

/** What messages are to stand out by: a filter and a colour each. */
class HighlightEditor extends View {
  static override styles = [
    baseStyles,
    controlStyles,
    popupStyles,
    highlightColors,
    css`
      :host {
        width: 440px;
        padding: 8px;
      }
      .rule {
        display: flex;
        align-items: center;
        gap: 6px;
        margin-bottom: 4px;
      }
      .badge {
        flex: none;
        width: 18px;
        line-height: 16px;
        font-size: 11px;
        text-align: center;
        border: 1px solid var(--ri-highlight);
        border-radius: 3px;
      }
      vscode-textfield {
        flex: 1;
        min-width: 0;
        width: auto;
      }
      .colors {
        display: flex;
        flex: none;
        gap: 2px;
      }
      input {
        appearance: none;
        width: 16px;
        height: 16px;
        margin: 0;
        border: 3px solid var(--vscode-menu-background, var(--vscode-editorWidget-background));
        border-radius: 50%;
        background: var(--ri-highlight);
        cursor: pointer;
        forced-color-adjust: none;
      }
      input:checked {
        border-width: 2px;
        outline: 2px solid var(--vscode-foreground);
        outline-offset: -2px;
      }
      input:focus-visible {
        outline: 2px solid var(--vscode-focusBorder);
        outline-offset: 0;
      }
      .field-error {
        margin: 0 0 4px 24px;
      }
      .field-hint {
        margin: 0 0 6px;
      }
    `,
  ];

  protected override reads(state: PanelState): readonly unknown[] {
    return [state.highlights];
  }

  show(panel: Panel, anchor: PopupAnchor, onClose: () => void): void {
    this.panel = panel;
    this.role = 'dialog';
    this.ariaLabel = 'Highlights';
    if (this.state.highlights.length === 0) this.#add();
    this.performUpdate();
    showPopup(this, anchor, () => {
      // What was left empty is not kept.
      this.#set(this.state.highlights.filter(({ text }) => text.trim() !== ''));
      this.#save();
      onClose();
    });
    void this.#focusField(0);
  }

  override render(): TemplateResult {
    const { highlights } = this.state;
    return html`<p class="field-hint">Messages that a filter matches stand out; none is hidden.</p>
      ${highlights.map((rule, place) => this.#renderRule(rule, place))}
      ${iconButton({
        icon: 'add',
        label: 'Add a highlight',
        text: 'Add',
        isDisabled: highlights.length >= MAX_HIGHLIGHTS,
        onClick: () => {
          this.#add();
          void this.#focusField(highlights.length);
        },
      })}`;
  }

  #renderRule(rule: HighlightRule, place: number): TemplateResult {
    const problem = filterProblem(rule.text);
    const name = `Highlight ${place + 1}`;
    return html`<div class="rule" role="group" aria-label=${name}>
        <span class="badge ${rule.color}" aria-hidden="true">${place + 1}</span>
        <vscode-textfield
          .label=${name}
          placeholder="text, /pattern/i, $.price > 100, size>2kb"
          ?invalid=${problem !== null}
          .value=${rule.text}
          @input=${(event: Event) => {
            this.#edit(place, { text: valueOf(event) });
          }}
          @change=${this.#save}
        ></vscode-textfield>
        <span class="colors" role="radiogroup" aria-label="Colour">
          ${HIGHLIGHT_COLORS.map(
            (color) =>
              html`<input
                type="radio"
                class=${color}
                name="color-${place}"
                title=${color}
                aria-label=${color}
                .checked=${color === rule.color}
                @change=${() => {
                  this.#edit(place, { color });
                  this.#save();
                }}
              />`,
          )}
        </span>
        ${iconButton({
          icon: 'trash',
          label: `Delete highlight ${place + 1}`,
          onClick: () => {
            this.#set(this.state.highlights.toSpliced(place, 1));
            this.#save();
          },
        })}
      </div>
      ${problem === null ? nothing : html`<div class="field-error">${problem.problem}</div>`}`;
  }

  #add(): void {
    this.#set(withNewRule(this.state.highlights));
  }

  #edit(place: number, part: Partial<HighlightRule>): void {
    this.#set(this.state.highlights.map((rule, at) => (at === place ? { ...rule, ...part } : rule)));
  }

  #set(highlights: readonly HighlightRule[]): void {
    this.panel.store.set({ highlights });
  }

  #save = (): void => {
    void saveHighlights(this.panel, this.state.highlights);
  };

  async #focusField(place: number): Promise<void> {
    await this.updateComplete;
    const field = this.renderRoot.querySelectorAll('vscode-textfield')[place];
    await field?.updateComplete;
    field?.focus();
  }
}

customElements.define('ri-highlight-editor', HighlightEditor);

/** @param onClose is told when the editor is gone */
export function editHighlights(panel: Panel, anchor: PopupAnchor, onClose: () => void): void {
  new HighlightEditor().show(panel, anchor, onClose);
}
