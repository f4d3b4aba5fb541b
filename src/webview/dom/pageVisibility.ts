type Listener = (isVisible: boolean) => void;

/**
 * Whether anybody can see the page. VS Code hides a kept webview by giving its frame no size, which
 * `visibilitychange` does not tell: so both are watched.
 */
class PageVisibility {
  readonly #listeners = new Set<Listener>();
  #hasSize = true;
  #isVisible = true;

  constructor() {
    document.addEventListener('visibilitychange', () => {
      this.#look();
    });
    new ResizeObserver(() => {
      this.#hasSize = document.documentElement.clientHeight > 0 && document.documentElement.clientWidth > 0;
      this.#look();
    }).observe(document.documentElement);
  }

  get isVisible(): boolean {
    return this.#isVisible;
  }

  /** @returns how to stop */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #look(): void {
    const isVisible = this.#hasSize && document.visibilityState === 'visible';
    if (isVisible === this.#isVisible) return;
    this.#isVisible = isVisible;
    for (const listener of this.#listeners) listener(isVisible);
  }
}

export const pageVisibility = new PageVisibility();
