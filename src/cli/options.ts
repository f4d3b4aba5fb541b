/** One option of a command, as it is parsed and as the help shows it. */
export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What its value is called in the help; absent: it takes none. */
  readonly value?: string;
  readonly isRepeatable?: boolean;
  readonly help: string;
}

/** How a feed is connected to, by any method. */
const REQUEST_OPTIONS: readonly OptionSpec[] = [
  { name: 'header', short: 'H', value: "'Name: value'", isRepeatable: true, help: 'a header field to send' },
  { name: 'http-method', value: 'GET', help: 'the HTTP method (not WebSocket)' },
  { name: 'body', value: 'text|@file', help: 'a request body, or the file that holds it (not WebSocket)' },
  { name: 'basic', value: 'user:password', help: 'Basic credentials' },
  { name: 'bearer', value: 'token', help: 'a Bearer token' },
  { name: 'origin', value: 'url', help: 'the Origin to state, as a page has it' },
  { name: 'no-compression', help: 'offer no content coding and no permessage-deflate' },
  { name: 'max-message', value: '100mb', help: 'the largest message, or decoded poll body, to take' },
];

/** How its connections are made. */
const CONNECTION_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'http-version',
    value: 'auto|1.1|2',
    help: 'polling and SSE: what ALPN selects, or only this; 2 without TLS by prior knowledge',
  },
  { name: 'insecure', help: "do not verify the server's certificate" },
  { name: 'ca', value: 'file', help: 'PEM certificates to trust besides the known ones' },
  { name: 'cert', value: 'file', help: 'a client certificate in PEM form, with its chain' },
  { name: 'key', value: 'file', help: 'its private key in PEM form' },
  { name: 'passphrase', value: 'text', help: 'of the private key' },
  {
    name: 'proxy',
    value: 'url|none',
    help: 'an HTTP, HTTPS or SOCKS proxy; by default as HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY say',
  },
  { name: 'unix-socket', value: 'path', help: "connect to this in place of the URL's host and port" },
];

const INTERVAL_OPTION: OptionSpec = {
  name: 'interval',
  value: '5s',
  help: 'short polling: from the start of a request to the next',
};

/** What only some methods look at. */
const METHOD_OPTIONS: readonly OptionSpec[] = [
  INTERVAL_OPTION,
  {
    name: 'jitter',
    value: '20%',
    help: 'short polling: start each request later by up to this share of it, at random',
  },
  {
    name: 'timeout',
    value: '60s',
    help: 'polling: how long to wait for an answer; then a long poll is empty, and a short one has failed',
  },
  {
    name: 'cursor',
    value: "'from -> to'",
    help: 'polling: where the position is read (a JSONPath, or header:Name) and sent (query:name, or header:Name)',
  },
  {
    name: 'split',
    value: 'jsonpath',
    help: 'polling: the messages in a body; by default the items of an array',
  },
  { name: 'subprotocol', value: 'name', isRepeatable: true, help: 'WebSocket: a sub-protocol to offer' },
  {
    name: 'send',
    value: 'text',
    isRepeatable: true,
    help: 'WebSocket: a text message to send once it is open',
  },
  {
    name: 'send-binary',
    value: 'hex:…|base64:…|@file',
    isRepeatable: true,
    help: 'WebSocket: a binary message to send, in order with the others',
  },
  { name: 'send-ping', value: 'text', isRepeatable: true, help: 'WebSocket: a ping to send, likewise' },
  { name: 'send-close', value: 'code[:reason]', help: 'WebSocket: a close frame to send, likewise' },
  {
    name: 'ping-interval',
    value: '10s',
    help: 'WebSocket: ping so often; one without an answer by then has lost the connection',
  },
  {
    name: 'reconnect',
    help: 'WebSocket, and streams by POST: make one that is lost anew, as event streams are',
  },
  { name: 'last-event-id', value: 'id', help: 'SSE: the Last-Event-ID of the first request' },
];

/** What is read from a message. */
const MESSAGE_OPTIONS: readonly OptionSpec[] = [
  { name: 'id', value: 'jsonpath', help: "a message's identity" },
  { name: 'time', value: 'jsonpath', help: "a message's own time, which delivery delay is measured against" },
];

const END_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'duration',
    value: '10s',
    help: 'end after so long: 500ms, 5s, 2m, 1h; compare ends after 10s unless told otherwise',
  },
  { name: 'max-messages', value: 'n', help: 'end with the n-th message received' },
];

const RECORD_OPTION: OptionSpec = { name: 'record', value: 'file', help: 'also write a recording (*.rtrec)' };

const HELP_OPTION: OptionSpec = { name: 'help', short: 'h', help: 'show this' };

/** What both commands that capture take. */
const CAPTURE_OPTIONS: readonly OptionSpec[] = [
  ...REQUEST_OPTIONS,
  ...CONNECTION_OPTIONS,
  ...METHOD_OPTIONS,
  ...MESSAGE_OPTIONS,
  ...END_OPTIONS,
  RECORD_OPTION,
];

/** What an estimate takes as given, besides what options of a feed are too. */
const ASSUMPTION_OPTIONS: readonly OptionSpec[] = [
  { name: 'rtt', value: '20ms', help: 'the round trip; by default as was measured' },
  {
    name: 'turnaround',
    value: '1ms',
    help: 'long polling: what server and client take from an answer to the next request',
  },
  {
    name: 'connect-trips',
    value: '1',
    help: 'round trips before a request on a new connection: 2 with TLS',
  },
  { name: 'keep-alive', value: '60s|none', help: 'how long an idle connection is kept' },
  { name: 'heartbeat', value: '15s|none', help: 'streams: from one comment or ping to the next' },
  { name: 'compression', value: 'none|deflate', help: 'gzip, and permessage-deflate on a WebSocket' },
  { name: 'clients', value: '1', help: 'how many clients, for the figures of all of them' },
];

const REPLAY_OPTION: OptionSpec = {
  name: 'replay',
  help: 'check it: serve the last 30 s of the feed on this machine by all four methods and capture them',
};

/** What `compare` takes for feeds and not for a recording. */
export const FEED_ONLY_OPTIONS: readonly string[] = [
  'feed',
  ...CAPTURE_OPTIONS.map(({ name }) => name),
].filter((name) => !['interval', 'timeout', 'http-version'].includes(name));

/** A command of the tool. */
export interface CommandSpec {
  readonly name: string;
  /** Its arguments besides options, as the help shows them. */
  readonly usage: string;
  readonly help: string;
  readonly options: readonly OptionSpec[];
}

export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'watch',
    usage: '<url>',
    help: 'Capture one feed and show what crosses the wire.',
    options: [
      {
        name: 'method',
        value: 'method',
        help: 'short-polling, long-polling, websocket, sse, or auto (the default): find out',
      },
      ...CAPTURE_OPTIONS,
      {
        name: 'output',
        value: 'text|ndjson|json',
        help: 'text for people, a line per frame, or one document at the end',
      },
      HELP_OPTION,
    ],
  },
  {
    name: 'compare',
    usage: "--feed '<method>=<url>' --feed '<method>=<url>' … | <recording>",
    help: 'Capture several feeds at once and compare them, or compare the captures of a recording. Every other option holds for each feed.',
    options: [
      { name: 'feed', value: "'method=url'", isRepeatable: true, help: 'a feed to capture' },
      ...CAPTURE_OPTIONS,
      ...ASSUMPTION_OPTIONS,
      REPLAY_OPTION,
      {
        name: 'output',
        value: 'text|ndjson|json|markdown|html',
        help: 'text for people, a line per frame (not of a recording), one document, or a report',
      },
      HELP_OPTION,
    ],
  },
  {
    name: 'estimate',
    usage: '<recording>',
    help: 'Estimate what each of the four methods would cost for the feed of a recording.',
    options: [
      INTERVAL_OPTION,
      { name: 'timeout', value: '60s', help: 'long polling: how long the server holds a request' },
      { name: 'http-version', value: '1.1|2', help: 'of polls and event streams' },
      ...ASSUMPTION_OPTIONS,
      REPLAY_OPTION,
      {
        name: 'output',
        value: 'text|json|markdown|html',
        help: 'a table for people, one document, or a report',
      },
      HELP_OPTION,
    ],
  },
  {
    name: 'serve',
    usage: '--demo | <recording>',
    help: 'Serve the demo, or the feed of a recording, by all four methods on 127.0.0.1, at /short-polling, /long-polling, /websocket and /sse.',
    options: [
      { name: 'demo', help: 'a feed of made-up market data that its seed decides' },
      { name: 'port', value: '0', help: 'the port; 0, the default, takes a free one' },
      { name: 'rate', value: '5', help: 'demo: messages per second' },
      { name: 'size', value: '200', help: 'demo: bytes of a message: 200, 2kb' },
      { name: 'burstiness', value: '0.3', help: 'demo: from 0, evenly spaced, to 1, in strong bursts' },
      { name: 'capture', value: 'n|method', help: 'recording: which of its captures, by number or method' },
      { name: 'speed', value: '1', help: 'recording: how much faster than it came, from 0.1 to 1000' },
      { name: 'from', value: '10s', help: 'recording: begin so long after its first message' },
      {
        name: 'once',
        help: 'recording: play it once, from the first request on; by default it is played over and over',
      },
      { name: 'timeout', value: '25s', help: 'how long a long poll is held' },
      { name: 'delay', value: '0ms', help: 'send everything so much later' },
      { name: 'jitter', value: '0ms', help: 'and up to so much more, at random' },
      { name: 'seed', value: '1', help: 'decides the jitter, and the texts and gaps of the demo' },
      { name: 'drop-after', value: '30s', help: 'cut every connection when it has stood for so long' },
      {
        name: 'refuse-last-event-id',
        help: 'SSE: tell a client that comes back with a Last-Event-ID to stay away, by 204',
      },
      { name: 'head-bytes', value: '500', help: 'add so many bytes to the head of every answer' },
      HELP_OPTION,
    ],
  },
  {
    name: 'mcp',
    usage: '[recording]',
    help: 'Let agents ask what crossed the wire: a server of the Model Context Protocol on standard input and output, with the captures of a recording, or with none yet.',
    options: [
      {
        name: 'allow',
        value: 'connect|disconnect|send',
        isRepeatable: true,
        help: 'do this without asking the user through the client',
      },
      HELP_OPTION,
    ],
  },
  {
    name: 'export',
    usage: '<recording>…',
    help: 'Write a recording in a format of other tools, to standard output or a file, or a part of it, or several as one, as a recording; with secrets masked.',
    options: [
      {
        name: 'format',
        value: 'har|ndjson|csv|rtrec',
        help: 'HTTP Archive 1.2, a JSON line per frame, a table, or a recording',
      },
      { name: 'out', value: 'file', help: 'write to this; one that is there already is left alone' },
      { name: 'capture', value: 'n', isRepeatable: true, help: 'only this capture, by its number' },
      { name: 'from', value: '10s', help: 'begin so long after the first capture began' },
      { name: 'to', value: '1m', help: 'and end so long after it' },
      {
        name: 'keep-secrets',
        help: 'leave credentials, and values of secret headers and parameters, as they are',
      },
      { name: 'force', help: 'write over a file that is there' },
      HELP_OPTION,
    ],
  },
  {
    name: 'import',
    usage: '<file> --out <recording>',
    help: 'Make a recording of the live feeds in a HAR file, or of NDJSON that watch or export has written.',
    options: [
      { name: 'out', value: 'recording', help: 'the recording to make (*.rtrec)' },
      { name: 'force', help: 'write over one that is there' },
      HELP_OPTION,
    ],
  },
];
