/** What an event stream brings, as text. */
export interface SeenEvent {
  readonly data: string;
  readonly event: string | null;
  readonly id: string | null;
}

export interface SeenStream {
  readonly events: readonly SeenEvent[];
  readonly comments: readonly string[];
  readonly retries: readonly string[];
  readonly lastEventId: string;
}

/**
 * Reads a whole event stream the plain way: the steps of WHATWG HTML, section 9.2.6, word for word on text, one line
 * after the other. Slow, and short enough to be checked by eye against the standard.
 */
export function interpretEventStream(stream: Uint8Array): SeenStream {
  const text = new TextDecoder().decode(stream);
  const lines = text.split(/\r\n|\r|\n/);
  // What follows the last line end is no line.
  lines.pop();
  const seen = {
    events: [] as SeenEvent[],
    comments: [] as string[],
    retries: [] as string[],
    lastEventId: '',
  };
  let data = '';
  let eventType = '';
  let ownId: string | null = null;
  for (const line of lines) {
    if (line === '') {
      if (ownId !== null) seen.lastEventId = ownId;
      if (data !== '') {
        const event = eventType === '' || eventType === 'message' ? null : eventType;
        seen.events.push({ data: data.slice(0, -1), event, id: ownId === '' ? null : ownId });
      }
      data = '';
      eventType = '';
      ownId = null;
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === '') seen.comments.push(value);
    else if (field === 'event') eventType = value;
    else if (field === 'data') data += `${value}\n`;
    else if (field === 'id' && !value.includes('\0')) ownId = value;
    else if (field === 'retry' && /^[0-9]+$/.test(value)) seen.retries.push(value);
  }
  return seen;
}
