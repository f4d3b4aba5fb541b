import { css, html, LitElement, type TemplateResult } from 'lit';

const KEY_STEP = 0.04;

/**
 * A line between two panes that is dragged, or moved with the arrow keys. It tells the share of its parent's size that
 * the wanted pane should have, as a `resize-share` event; its owner decides.
 */
export class Splitter extends LitElement {
  static override properties = {
    isHorizontal: { attribute: false },
    isFromEnd: { attribute: false },
    share: { attribute: false },
    label: { attribute: false },
  };

  static override styles = css`
    :host {
      flex: none;
      position: relative;
      z-index: 2;
      background: var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    }
    :host([data-row]) {
      height: 1px;
    }
    :host(:not([data-row])) {
      width: 1px;
    }
    .handle {
      position: absolute;
      inset: -2px;
      touch-action: none;
      transition: background 0.1s 0.2s;
    }
    :host([data-row]) .handle {
      inset: -2px 0;
      cursor: row-resize;
    }
    :host(:not([data-row])) .handle {
      inset: 0 -2px;
      cursor: col-resize;
    }
    .handle:hover,
    .handle.is-dragged,
    .handle:focus-visible {
      background: var(--vscode-sash-hoverBorder, var(--vscode-focusBorder));
      outline: none;
    }
  `;

  /** The line lies between a pane above and one below. */
  declare isHorizontal: boolean;
  /** The share is that of the pane after the line. */
  declare isFromEnd: boolean;
  declare share: number;
  declare label: string;

  constructor() {
    super();
    this.isHorizontal = false;
    this.isFromEnd = false;
    this.share = 0.5;
    this.label = '';
  }

  override render(): TemplateResult {
    this.toggleAttribute('data-row', this.isHorizontal);
    return html`<div
      class="handle"
      role="separator"
      tabindex="0"
      aria-label=${this.label}
      aria-orientation=${this.isHorizontal ? 'horizontal' : 'vertical'}
      aria-valuenow=${Math.round(this.share * 100)}
      aria-valuemin="10"
      aria-valuemax="85"
      @pointerdown=${this.#onPointerDown}
      @pointermove=${this.#onPointerMove}
      @pointerup=${this.#onPointerUp}
      @keydown=${this.#onKeyDown}
    ></div>`;
  }

  #onPointerDown = (event: PointerEvent): void => {
    if (!(event.target instanceof HTMLElement)) return;
    event.target.setPointerCapture(event.pointerId);
    event.target.classList.add('is-dragged');
    event.preventDefault();
  };

  #onPointerMove = (event: PointerEvent): void => {
    if (!(event.target instanceof HTMLElement) || !event.target.hasPointerCapture(event.pointerId)) return;
    const box = this.parentElement?.getBoundingClientRect();
    if (box === undefined) return;
    const before = this.isHorizontal
      ? (event.clientY - box.top) / box.height
      : (event.clientX - box.left) / box.width;
    this.#tell(this.isFromEnd ? 1 - before : before);
  };

  #onPointerUp = (event: PointerEvent): void => {
    if (event.target instanceof HTMLElement) event.target.classList.remove('is-dragged');
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    const [less, more] = this.isHorizontal ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
    const direction = event.key === more ? 1 : event.key === less ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    this.#tell(this.share + direction * KEY_STEP * (this.isFromEnd ? -1 : 1));
  };

  #tell(share: number): void {
    const detail = Math.min(0.85, Math.max(0.1, share));
    this.dispatchEvent(new CustomEvent('resize-share', { detail }));
  }
}

customElements.define('ri-splitter', Splitter);
