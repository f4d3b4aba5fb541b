import { css, LitElement } from 'lit';

const KEY_STEP_PX = 8;

/**
 * The right edge of a column's header: dragged, or moved with the left and right keys, it tells the width that the column
 * is to have, as a `resize-column` event. `fit-column` (double click, Enter) asks for the width of what is in view, and
 * `other-column` (up, down) for the edge of another column: all edges together are one tab stop.
 */
export class ColumnSeparator extends LitElement {
  static override properties = {
    label: { attribute: false },
    widthPx: { attribute: false },
    leastPx: { attribute: false },
    mostPx: { attribute: false },
    isTabStop: { attribute: false },
  };

  static override styles = css`
    :host {
      position: absolute;
      inset: 0 -8px 0 auto;
      width: 8px;
      cursor: col-resize;
      touch-action: none;
      z-index: 1;
    }
    :host::after {
      content: '';
      position: absolute;
      inset: 4px 3px 4px 4px;
      background: var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
    }
    :host(:hover)::after,
    :host(:active)::after,
    :host(:focus-visible)::after {
      inset: 0 2px 0 3px;
      background: var(--vscode-sash-hoverBorder, var(--vscode-focusBorder));
    }
    :host(:focus-visible) {
      outline: none;
    }
  `;

  declare label: string;
  declare widthPx: number;
  declare leastPx: number;
  declare mostPx: number;
  declare isTabStop: boolean;

  /** While it is dragged: where the column began, in px from the window's left edge. */
  #startPx: number | null = null;

  constructor() {
    super();
    this.label = '';
    this.widthPx = 0;
    this.leastPx = 0;
    this.mostPx = 0;
    this.isTabStop = false;
    this.addEventListener('pointerdown', this.#onPointerDown);
    this.addEventListener('pointermove', this.#onPointerMove);
    this.addEventListener('lostpointercapture', this.#onLostCapture);
    this.addEventListener('dblclick', this.#fit);
    this.addEventListener('keydown', this.#onKeyDown);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'separator';
    this.ariaOrientation = 'vertical';
  }

  override updated(): void {
    this.ariaLabel = this.label;
    this.ariaValueNow = String(Math.round(this.widthPx));
    this.ariaValueMin = String(this.leastPx);
    this.ariaValueMax = String(Math.round(this.mostPx));
    this.tabIndex = this.isTabStop ? 0 : -1;
  }

  #onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    this.setPointerCapture(event.pointerId);
    this.#startPx = event.clientX - this.widthPx;
  };

  #onPointerMove = (event: PointerEvent): void => {
    if (this.#startPx !== null) this.#tell(event.clientX - this.#startPx);
  };

  #onLostCapture = (): void => {
    this.#startPx = null;
  };

  #fit = (): void => {
    this.dispatchEvent(new CustomEvent('fit-column'));
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    switch (event.key) {
      case 'ArrowLeft':
        this.#tell(this.widthPx - KEY_STEP_PX);
        break;
      case 'ArrowRight':
        this.#tell(this.widthPx + KEY_STEP_PX);
        break;
      case 'ArrowUp':
        this.dispatchEvent(new CustomEvent('other-column', { detail: -1 }));
        break;
      case 'ArrowDown':
        this.dispatchEvent(new CustomEvent('other-column', { detail: 1 }));
        break;
      case 'Enter':
        this.#fit();
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  #tell(widthPx: number): void {
    const detail = Math.round(Math.min(this.mostPx, Math.max(this.leastPx, widthPx)));
    if (detail !== this.widthPx) this.dispatchEvent(new CustomEvent('resize-column', { detail }));
  }
}

customElements.define('ri-column-separator', ColumnSeparator);
