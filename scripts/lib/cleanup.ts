/** What has to be undone when a script ends, the latest first. */
const undoings: (() => Promise<void> | void)[] = [];
let ending: Promise<never> | undefined;

/** Registers an undoing and returns how to take it back. */
export function atEnd(undo: () => Promise<void> | void): () => void {
  undoings.push(undo);
  return () => {
    const index = undoings.indexOf(undo);
    if (index >= 0) undoings.splice(index, 1);
  };
}

/** Undoes everything and exits with the code of the first call. */
export function endWith(code: number): Promise<never> {
  ending ??= undoAllAndExit(code);
  return ending;
}

export function isEnding(): boolean {
  return ending !== undefined;
}

async function undoAllAndExit(code: number): Promise<never> {
  for (let undo = undoings.pop(); undo !== undefined; undo = undoings.pop()) {
    try {
      await undo();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
  }
  process.exit(code);
}
