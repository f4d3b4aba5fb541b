import { LitElement, type PropertyDeclarations } from 'lit';
import type { Panel } from '../panel.ts';
import type { PanelState } from '../state.ts';
import { watchParts } from '../store.ts';

/** A part of the panel. It is given the panel once, before it is first drawn, and drawn again when what it reads has changed. */
export abstract class View extends LitElement {
  static override properties: PropertyDeclarations = { panel: { attribute: false } };

  declare panel: Panel;

  #stopWatching: (() => void) | null = null;

  /** The parts of the state that the view is drawn from. */
  protected abstract reads(state: PanelState): readonly unknown[];

  protected get state(): PanelState {
    return this.panel.store.state;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What changed while it was away is drawn now.
    this.requestUpdate();
    this.#stopWatching = watchParts(
      this.panel.store,
      (state) => this.reads(state),
      () => {
        this.requestUpdate();
      },
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopWatching?.();
    this.#stopWatching = null;
  }
}
