import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The panel's state: one immutable value, replaced as a whole, and who wants to hear of it. */
export class Store<S> {
  #state: S;
  readonly #listeners = new Set<(state: S) => void>();

  constructor(initial: S) {
    this.#state = initial;
  }

  get state(): S {
    return this.#state;
  }

  update(change: (state: S) => S): void {
    const next = change(this.#state);
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of [...this.#listeners]) listener(next);
  }

  set(part: Partial<S>): void {
    this.update((state) => ({ ...state, ...part }));
  }

  /** @returns how to stop */
  subscribe(listener: (state: S) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Draws a view again when the parts of the state that it reads have changed, and only then. */
export class Watch<S> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #store: Store<S>;
  readonly #parts: (state: S) => readonly unknown[];
  #seen: readonly unknown[];
  #stop: (() => void) | null = null;

  constructor(host: ReactiveControllerHost, store: Store<S>, parts: (state: S) => readonly unknown[]) {
    this.#host = host;
    this.#store = store;
    this.#parts = parts;
    this.#seen = parts(store.state);
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = this.#store.subscribe((state) => {
      this.#look(state);
    });
    this.#look(this.#store.state);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #look(state: S): void {
    const parts = this.#parts(state);
    if (parts.every((part, index) => Object.is(part, this.#seen[index]))) return;
    this.#seen = parts;
    this.#host.requestUpdate();
  }
}
