import { HistoryWalk } from './historyWalk.ts';

/** A text area that is higher than this shows more than one line. */
const ONE_LINE_PX = 30;
/** Wider than any character of a text in most fonts. */
const CHARACTER_PX = 9;

export interface HistoryKeysOptions {
  /** What was sent, oldest first. */
  readonly items: () => readonly string[];
  /** Shows another text; resolves when it is there. */
  readonly replace: (text: string) => Promise<unknown>;
}

/** The arrow keys of an editor, as in a terminal: up from its first line and down from its last one walk through what was sent. */
export class HistoryKeys {
  readonly #options: HistoryKeysOptions;
  readonly #walk = new HistoryWalk();

  constructor(options: HistoryKeysOptions) {
    this.#options = options;
  }

  /** Something was written or sent: the next walk begins anew. */
  end(): void {
    this.#walk.end();
  }

  press(event: KeyboardEvent, textarea: HTMLTextAreaElement): void {
    const hasModifier = event.shiftKey || event.ctrlKey || event.altKey || event.metaKey;
    if (hasModifier || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
    const isUp = event.key === 'ArrowUp';
    if (!this.#isAtEdge(textarea, isUp)) return;
    const text = isUp ? this.#walk.older(this.#options.items(), textarea.value) : this.#walk.newer();
    if (text === null) return;
    event.preventDefault();
    void this.#options.replace(text).then(() => {
      textarea.setSelectionRange(textarea.value.length, textarea.value.length);
    });
  }

  /** While a walk leaves the caret where it put it, every arrow goes on with it. */
  #isAtEdge(textarea: HTMLTextAreaElement, isUp: boolean): boolean {
    const { value, selectionStart, selectionEnd } = textarea;
    if (this.#walk.isUnderWay && selectionStart === value.length) return true;
    const beyond = isUp ? value.slice(0, selectionStart) : value.slice(selectionEnd);
    return !beyond.includes('\n') && !isWrapped(textarea, beyond);
  }
}

/** Whether a part of the text may reach over several lines on the screen: then the arrows move within it first. */
function isWrapped({ clientWidth, scrollHeight }: HTMLTextAreaElement, part: string): boolean {
  return scrollHeight > ONE_LINE_PX && part.length * CHARACTER_PX > clientWidth;
}
