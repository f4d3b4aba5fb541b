import { parseJson } from '../../model/parseJson.ts';
import type { SavedItem } from '../../protocol/saved.ts';
import { composedFrom } from './composeKeeping.ts';
import type { Composed } from './outgoingDraft.ts';

/** A message as a workspace keeps it. */
export interface SavedMessage {
  readonly name: string;
  readonly message: Composed;
}

export function toItem({ name, message }: SavedMessage): SavedItem {
  return { name, value: JSON.stringify(message) };
}

/** What was saved in another form is a text. */
export function fromItem({ name, value }: SavedItem): SavedMessage {
  return { name, message: composedFrom(parseJson(value)) ?? { kind: 'text', text: value } };
}
