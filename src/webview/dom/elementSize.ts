/** The size of an element's content as it was last laid out: asking the element itself could cost a layout. */
export class ElementSize {
  readonly #observer: ResizeObserver;
  #element: Element | undefined;
  #widthPx = 0;
  #heightPx = 0;

  constructor(onChange: () => void) {
    this.#observer = new ResizeObserver((entries) => {
      const box = entries.at(-1)?.contentRect;
      if (box === undefined) return;
      this.#widthPx = box.width;
      this.#heightPx = box.height;
      onChange();
    });
  }

  get widthPx(): number {
    return this.#widthPx;
  }

  get heightPx(): number {
    return this.#heightPx;
  }

  /** To be given to Lit's `ref`, or called with the element itself. Undefined: there is none any more. */
  readonly watch = (element: Element | undefined): void => {
    if (this.#element !== undefined) this.#observer.unobserve(this.#element);
    this.#element = element;
    if (element === undefined) {
      this.#widthPx = 0;
      this.#heightPx = 0;
      return;
    }
    // At once for the first drawing; from then on it is told.
    this.#widthPx = element.clientWidth;
    this.#heightPx = element.clientHeight;
    this.#observer.observe(element);
  };
}
