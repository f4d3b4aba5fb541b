import { window, workspace } from 'vscode';
import type { FrameBody } from '../protocol/frame.ts';

/** Opens a payload as an untitled document: JSON laid out, other text as it is, binary as hexadecimal. */
export async function openFrameInEditor(frame: FrameBody): Promise<void> {
  const document = await workspace.openTextDocument(describe(frame));
  await window.showTextDocument(document, { preview: true });
}

function describe(frame: FrameBody): { content: string; language: string } {
  if (frame.row.isBinary) {
    const digits = Buffer.from(frame.payload).toString('hex');
    return { content: digits.replace(/(.{2})(?=.)/g, '$1 '), language: 'plaintext' };
  }
  const text = new TextDecoder().decode(frame.payload);
  try {
    JSON.parse(text);
  } catch {
    return { content: text, language: 'plaintext' };
  }
  // The text stays as it came: laid out anew, large numbers and repeated members would change. Format Document does that.
  return { content: text, language: 'json' };
}
