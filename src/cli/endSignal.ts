/** The user's wish to end: Ctrl-C, a termination signal, or an output that nobody reads any more. */
export class EndSignal {
  readonly #listeners: (() => void)[] = [];
  #isEnded = false;

  /** Listens to the process's signals. A second one ends the process at once, as users expect who press Ctrl-C twice. */
  static ofProcess(): EndSignal {
    const end = new EndSignal();
    for (const [name, number] of [
      ['SIGINT', 2],
      ['SIGTERM', 15],
    ] as const) {
      process.on(name, () => {
        // The shell's code for a process that a signal ended.
        if (end.#isEnded) process.exit(128 + number);
        end.end();
      });
    }
    return end;
  }

  /** Calls at once where it has already been asked to end. */
  onEnd(listener: () => void): void {
    if (this.#isEnded) listener();
    else this.#listeners.push(listener);
  }

  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    for (const listener of this.#listeners) listener();
  }
}
