/** A script within a text, and where it begins there. */
export interface ScriptBlock {
  readonly start: number;
  readonly script: string;
}

/** Scripts of one component; it has two at most. */
const MAX_SCRIPTS = 16;

/** The scripts of a Vue or Svelte component. One that is not ended yet goes to the end of the text. */
export function scriptBlocks(text: string): ScriptBlock[] {
  const blocks: ScriptBlock[] = [];
  const opening = /<script(?:\s[^>]*)?>/gi;
  const closing = /<\/script/gi;
  for (let tag = opening.exec(text); tag !== null && blocks.length < MAX_SCRIPTS; tag = opening.exec(text)) {
    const start = opening.lastIndex;
    closing.lastIndex = start;
    const end = closing.exec(text)?.index ?? text.length;
    blocks.push({ start, script: text.slice(start, end) });
    opening.lastIndex = end;
  }
  return blocks;
}
