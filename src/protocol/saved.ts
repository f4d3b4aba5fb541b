/** What users keep in a workspace to use again, in any panel of it. */
export const SAVED_LISTS = ['filters', 'messages', 'highlights'] as const;

export type SavedList = (typeof SAVED_LISTS)[number];

export interface SavedItem {
  /** How the user calls it; unique in its list. */
  readonly name: string;
  /** What it is, in the form of its list: a filter's text, for example. */
  readonly value: string;
}
