import { css, type LitElement, type ReactiveController } from 'lit';

/** Below this width two panes lie one over the other. */
const NARROW_PX = 700;

export const splitPaneStyles = css`
  :host {
    display: flex;
    min-height: 0;
  }
  :host([data-narrow]) {
    flex-direction: column;
  }
  .first {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-width: 0;
    min-height: 0;
  }
  .first + ri-splitter + * {
    flex: none;
    min-width: 0;
    min-height: 0;
  }
`;

/** Tells a view with two panes whether it is too narrow to have them side by side. */
export class NarrowWatch implements ReactiveController {
  readonly #host: LitElement;
  readonly #observer = new ResizeObserver(() => {
    this.#look();
  });
  #isNarrow = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  get isNarrow(): boolean {
    return this.#isNarrow;
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #look(): void {
    const width = this.#host.clientWidth;
    if (width === 0 || width < NARROW_PX === this.#isNarrow) return;
    this.#isNarrow = width < NARROW_PX;
    this.#host.toggleAttribute('data-narrow', this.#isNarrow);
    this.#host.requestUpdate();
  }
}
