import { MAX_SENT_HISTORY } from '../../protocol/limits.ts';
import type { Composed, SendKind } from './outgoingDraft.ts';

/** What is being written to be sent, and what was sent. */
export interface ComposeState {
  readonly kind: SendKind;
  /** Per kind, so that a look at another one loses nothing. */
  readonly drafts: Readonly<Record<SendKind, string>>;
  readonly isExpanded: boolean;
  readonly areVariablesOn: boolean;
  /** Of a repetition, as written; an empty count: until it is stopped. */
  readonly interval: string;
  readonly count: string;
  /** Where it goes, where several are open. */
  readonly captureId: number | null;
  /** Newest last, each once. */
  readonly history: readonly Composed[];
}

export const EMPTY_COMPOSE: ComposeState = {
  kind: 'text',
  drafts: { text: '', hex: '', base64: '', file: '', ping: '', close: '' },
  isExpanded: false,
  areVariablesOn: true,
  interval: '1s',
  count: '',
  captureId: null,
  history: [],
};

export function draftOf({ kind, drafts }: ComposeState): Composed {
  return { kind, text: drafts[kind] };
}

export function withDraft(state: ComposeState, { kind, text }: Composed): ComposeState {
  return { ...state, kind, drafts: { ...state.drafts, [kind]: text } };
}

/** What was sent goes to the end. One without a text is nothing to find again. */
export function withSent(state: ComposeState, sent: Composed): ComposeState {
  if (sent.text === '') return state;
  const others = state.history.filter(({ kind, text }) => kind !== sent.kind || text !== sent.text);
  return { ...state, history: [...others, sent].slice(-MAX_SENT_HISTORY) };
}
