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

/**
 * Tells when the parts of the state that somebody reads have changed, and only then.
 * @returns how to stop
 */
export function watchParts<S>(
  store: Store<S>,
  parts: (state: S) => readonly unknown[],
  onChange: () => void,
): () => void {
  let seen = parts(store.state);
  return store.subscribe((state) => {
    const now = parts(state);
    if (now.every((part, index) => Object.is(part, seen[index]))) return;
    seen = now;
    onChange();
  });
}
