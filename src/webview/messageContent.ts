import { parseJson } from '../model/jsonTree.ts';
import type { FrameBody } from '../protocol/frame.ts';
import { payloadText } from './payloadText.ts';
import type { DetailTab } from './state.ts';

/** A message as it is shown. */
export interface MessageContent {
  readonly body: FrameBody;
  readonly text: string;
  /** Null: it is no JSON. */
  readonly json: { readonly value: unknown } | null;
  /** Whether the payload has more than the panel was given of it. */
  readonly isCut: boolean;
}

export function contentOf(body: FrameBody): MessageContent {
  const text = payloadText(body);
  const json = body.row.isBinary ? null : parseJson(text);
  return { body, text, json, isCut: body.payload.length < body.row.sizeBytes };
}

/** How a message can be looked at, the best way first. */
export function tabsOf({ json, body }: MessageContent): readonly DetailTab[] {
  if (json !== null) return ['json', 'text', 'hex', 'diff'];
  return body.row.isBinary ? ['hex', 'text', 'diff'] : ['text', 'hex', 'diff'];
}
