/** What a client can send on an open WebSocket (RFC 6455, sections 5.5 and 5.6). */
export type Outgoing =
  | { readonly kind: 'text'; readonly text: string }
  /** @property base64 the bytes (RFC 4648, section 4) */
  | { readonly kind: 'binary'; readonly base64: string }
  /** @property path of a file whose bytes are sent as one binary message */
  | { readonly kind: 'file'; readonly path: string }
  /** @property text its application data, at most 125 bytes */
  | { readonly kind: 'ping'; readonly text: string }
  /** @property code null: a close frame without one */
  | { readonly kind: 'close'; readonly code: number | null; readonly reason: string };

/** What is sent, and whether what stands in it between `{{` and `}}` is put in at that moment (model/variables.ts). */
export interface SendOrder {
  readonly outgoing: Outgoing;
  /** In the text of a message or ping, and in the reason of a close. Left out: nothing is put in. */
  readonly hasVariables?: boolean;
}

/** The most application data of a ping or pong, and a close frame's code and reason together (RFC 6455, section 5.5). */
export const MAX_CONTROL_PAYLOAD_BYTES = 125;
/** What a close frame's code leaves for its reason. */
export const MAX_CLOSE_REASON_BYTES = MAX_CONTROL_PAYLOAD_BYTES - 2;
