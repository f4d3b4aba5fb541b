/** The language of filters by examples: what the panel's help and docs/filters.md show. */
export const FILTER_EXAMPLES: readonly { readonly filter: string; readonly finds: string }[] = [
  { filter: 'price', finds: 'the text in the payload, the id or the event name, in either case' },
  {
    filter: '"two words"',
    finds: 'a text with spaces; \\" and \\n stand for a quotation mark and a line feed',
  },
  { filter: '/^\\{"price":1\\d+/', finds: 'a regular expression; /…/i takes either case' },
  { filter: "$.type == 'trade'", finds: 'what a JSONPath (RFC 9535) finds is that value' },
  { filter: '$.price >= 100', finds: 'likewise with !=, <, <=, >, >=, for numbers and for texts' },
  { filter: '$.error', finds: 'the path leads to something' },
  { filter: "$.legs[*].side == 'buy'", finds: 'any of several values is that' },
  { filter: 'event:tick', finds: 'the event name holds the text, or matches event:/^t/' },
  { filter: 'event==tick', finds: 'the event name is just that; != for others' },
  { filter: 'id==42', finds: 'the same of the id' },
  { filter: 'size>2kb', finds: 'payload bytes, with <, <=, >, >=, = and b, kb, mb' },
  { filter: 'kind:ping', finds: 'message, ping, pong, close, comment or retry' },
  { filter: 'is:out', finds: 'what went out; is:in what came in' },
  { filter: 'mark:duplicate', finds: 'seen before by its id; mark:out-of-order came late' },
  { filter: '-kind:ping', finds: 'what a term after a minus does not find' },
  { filter: 'event:tick -$.price == null', finds: 'all of several terms' },
];
