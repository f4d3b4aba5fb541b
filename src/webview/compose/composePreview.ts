import { checkJson, type JsonVerdict } from '../../model/jsonCheck.ts';
import { toUtf8 } from '../../model/utf8.ts';
import { fillVariables, parseVariables } from '../../model/variables.ts';
import { hasVariables, type Composed, toOrder, type DraftProblem } from './outgoingDraft.ts';

/** Stands for what an environment variable holds: the page does not know it, and whoever looks on need not. */
const MASK = '•••';

/** What is said of a draft before it is sent. */
export interface ComposePreview {
  readonly problem: DraftProblem | null;
  readonly json: JsonVerdict;
  /** What will be sent, its variables put in; null: just what is written. */
  readonly text: string | null;
  /** Null: not known here. */
  readonly sizeBytes: number | null;
  /** Environment variables, whose bytes come on top. */
  readonly envNames: readonly string[];
}

/** Values for the preview's random variables, the same at every key. */
export interface PreviewSample {
  readonly uuid: string;
  readonly random: number;
}

/** @param count the number that the next `{{counter}}` has */
export function previewOf(
  composed: Composed,
  areVariablesOn: boolean,
  sample: PreviewSample,
  nowMs: number,
  count: number,
): ComposePreview {
  const order = toOrder(composed, areVariablesOn);
  const withVariables = hasVariables(composed, areVariablesOn);
  const nothing = {
    problem: null,
    json: { kind: 'none' },
    text: null,
    sizeBytes: null,
    envNames: [],
  } as const;
  if ('problem' in order) return { ...nothing, problem: composed.text === '' ? null : order.problem };
  const json: JsonVerdict =
    composed.kind === 'text' ? checkJson(composed.text, withVariables) : { kind: 'none' };
  const { outgoing } = order;
  if (outgoing.kind === 'file') return nothing;
  if (outgoing.kind === 'binary') return { ...nothing, sizeBytes: atob(outgoing.base64).length };
  const written = outgoing.kind === 'close' ? outgoing.reason : outgoing.text;
  if (!withVariables) return { ...nothing, json, sizeBytes: toUtf8(written).length };
  const parts = parseVariables(written).parts ?? [];
  const envNames = parts.flatMap(({ content }) =>
    typeof content !== 'string' && content.kind === 'env' ? [content.name] : [],
  );
  const fill = (mask: string): string =>
    fillVariables(parts, {
      uuid: () => sample.uuid,
      random: () => sample.random,
      nowMs: () => nowMs,
      count,
      env: () => mask,
    });
  return { problem: null, json, text: fill(MASK), sizeBytes: toUtf8(fill('')).length, envNames };
}
