/** Every bound on memory and disk in one place. Where one is reached the user is told; nothing is dropped silently. */

/** A frame block is sealed when it holds this many frames … */
export const BLOCK_FRAMES = 16_384;
/** … or this many payload bytes. One larger message gets a block of its own size. */
export const BLOCK_PAYLOAD_BYTES = 4 * 1024 * 1024;

/** The largest WebSocket message or decoded poll body taken, in bytes (as browsers and `ws` guard memory). */
export const MAX_MESSAGE_BYTES = 100_000_000;
/** The most fragments of one WebSocket message taken; an empty one costs memory too. */
export const MAX_MESSAGE_FRAGMENTS = 262_144;
/** The largest response head taken, in bytes: Node's own default is 16 KiB, too small for some cookies. */
export const MAX_HEAD_BYTES = 64 * 1024;
/** How much of a refused or failed response's body is kept to be shown, in bytes. */
export const MAX_FAILURE_BODY_BYTES = 16 * 1024;
/** The most cookies of one capture (RFC 6265, section 6.1 has 3,000 as enough). */
export const MAX_COOKIES = 3_000;
/** Redirects followed for one request (Fetch standard, "HTTP-redirect fetch", step 6). */
export const MAX_REDIRECTS = 20;

/** Message ids remembered per capture to tell a duplicate: the most recent ones. */
export const MAX_REMEMBERED_IDS = 262_144;
/** Messages per capture that a comparison can match one by one: the most recent ones. */
export const MAX_MATCHED_MESSAGES = 1_048_576;
/** Distinct event names per recording that are told apart; later ones are shown as `(other)`. */
export const MAX_EVENT_NAMES = 65_534;
/** Characters of an event name that are kept; longer ones are told apart by their beginning only: a name is no place for data. */
export const MAX_EVENT_NAME_CHARACTERS = 256;
/** Event names per capture that statistics tell apart; later ones are counted together as `(other)`. */
export const MAX_EVENT_TYPES = 200;
/** Captures that statistics show at once. */
export const MAX_STATISTICS_CAPTURES = 4;
/** Columns of the rate over time. */
export const MAX_RATE_COLUMNS = 120;
/** Errors kept per capture, the first half and the last half, for display; all are counted. */
export const MAX_KEPT_ERRORS = 100;
/** Close frames per capture whose words the timeline remembers, the first half and the last half; all are counted. */
export const MAX_CLOSE_NOTES = 256;
/** Captures in one session. */
export const MAX_CAPTURES = 64;

/** Characters of a payload shown in a list row. */
export const PREVIEW_CHARACTERS = 256;
/** Rows read by one call. */
export const MAX_ROWS_PER_READ = 500;
/** Highlights of the message list: as many as can be told apart by number and colour. */
export const MAX_HIGHLIGHTS = 8;
/** Messages marked in one panel. */
export const MAX_MARKS = 1_000;
/** Requests read by one call. */
export const MAX_REQUESTS_PER_READ = 2_000;
/** Payload bytes of one message sent to the panel; the rest can be opened in an editor. */
export const MAX_BODY_BYTES_SHOWN = 4 * 1024 * 1024;

/** Payload bytes of one message opened in an editor or copied: VS Code keeps no document above 50 MB in step with extensions. */
export const MAX_BODY_BYTES_WHOLE = 48 * 1024 * 1024;
/** The same for bytes, of which a hexadecimal dump makes five characters each. */
export const MAX_BODY_BYTES_DUMPED = 8 * 1024 * 1024;
/** Rows looked at to find the message before one: a dozen blocks, read from the disk in some tens of ms. */
export const MAX_ROWS_LOOKED_BACK = 262_144;

/** Places of a message that finding in it tells apart. */
export const MAX_FIND_HITS = 5_000;
/** Payload bytes of a message that the panel compares with another; the editor's own comparison takes more. */
export const MAX_DIFF_BYTES = 1024 * 1024;
/** Differences between two messages that are listed. */
export const MAX_DIFF_CHANGES = 5_000;

/** How often a session's counters are posted to a visible panel, at most. */
export const SNAPSHOT_INTERVAL_MS = 100;
/** How often captured frames reach the disk: what a crash can lose. */
export const FLUSH_INTERVAL_MS = 250;
/** What one recording may have on disk by default; then its oldest frames go first, counted in `droppedRows`. */
export const DEFAULT_RECORDING_BUDGET_BYTES = 2 * 1024 ** 3;

/** Frames kept in memory, compressed, where a session has no recording; then the oldest go first, counted in `droppedRows`. */
export const MEMORY_LOG_BYTES = 256 * 1024 ** 2;
/** Blocks of a log kept decoded for reading, in bytes. */
export const DECODED_BLOCKS_BYTES = 8 * 1024 ** 2;
/**
 * The engine thread's heap, in MB. V8 lets a heap grow in proportion to what it may have, garbage included, so this keeps
 * a busy feed's memory flat (docs/performance.md). A thread that needs more ends, and takes no extension with it.
 */
export const ENGINE_HEAP_MB = 1_536;
/** Of it, what is new: garbage of a full-rate feed is found the sooner, the smaller it is. */
export const ENGINE_YOUNG_HEAP_MB = 6;
/** Requests of a session kept in memory, in bytes: the most recent ones; the others are in the recording, or gone where there is none. */
export const REQUESTS_IN_MEMORY_BYTES = 16 * 1024 ** 2;
/** How long a feed served on this machine keeps an idle connection: longer than most intervals of short polling. */
export const SERVED_KEEP_ALIVE_MS = 65_000;
/** How long a replay that checks an estimate takes at most unless told otherwise, in ms … */
export const REPLAY_DURATION_MS = 30_000;
/** … and what of a capture it may hold: messages, and bytes of their payloads. */
export const MAX_REPLAY_MESSAGES = 1_000_000;
export const MAX_REPLAY_BYTES = 64 * 1024 ** 2;
/** Rows that one search holds; beyond them it forgets its oldest ones, counted. */
export const MAX_FILTER_MATCHES = 16_777_216;

/** The shortest interval at which a message is sent again and again, in ms. */
export const MIN_REPEAT_INTERVAL_MS = 1;
/** The longest: what a timer can wait for. */
export const MAX_REPEAT_INTERVAL_MS = 2_147_483_647;
/** Messages remembered to be sent again: the most recent ones … */
export const MAX_SENT_HISTORY = 100;
/** … and characters of them, and of each draft, that outlive the page. */
export const MAX_KEPT_HISTORY_CHARACTERS = 16_000;
export const MAX_KEPT_DRAFT_CHARACTERS = 16_000;

/** The longest time that an estimate takes as given, in ms: a month; beyond it nothing is real time. */
export const MAX_ASSUMED_MS = 30 * 86_400_000;
/** The most clients that an estimate takes as given. */
export const MAX_ASSUMED_CLIENTS = 1_000_000_000;
/** The most round trips that an estimate takes a connection to need. */
export const MAX_CONNECT_ROUND_TRIPS = 10;

/** Filters, messages or highlights that a workspace keeps. */
export const MAX_SAVED_ITEMS = 200;
/** Characters of such a list in all, as JSON. */
export const MAX_SAVED_CHARACTERS = 1_000_000;
/** Of a pasted command that is to be a feed. */
export const MAX_PASTED_CHARACTERS = 1_000_000;

/** Rows of the list that completions of a filter are made from: its last ones … */
export const COMPLETION_SAMPLE_ROWS = 20;
/** … each read only where its payload is no larger than this, in bytes. */
export const COMPLETION_SAMPLE_BYTES = 64 * 1024;
/** Event names that completions remember. */
export const MAX_COMPLETION_NAMES = 100;
/** Filters used last, kept with the view of a panel … */
export const MAX_RECENT_FILTERS = 10;
/** … where they are no longer than this, in characters. */
export const MAX_RECENT_FILTER_CHARACTERS = 500;

/** What one value of a file that is imported may take in it, in bytes: the largest message as base64, with room for escapes. */
export const MAX_IMPORTED_VALUE_BYTES = 160 * 1024 ** 2;
/** Requests of one import. */
export const MAX_IMPORTED_REQUESTS = 1_000_000;

/** Feeds that a workspace remembers to have been connected to: the most recent ones. */
export const MAX_RECENT_FEEDS = 10;

/** Characters of a file that is looked through for code that opens connections; a larger one was not written by hand. */
export const MAX_SCANNED_CHARACTERS = 500_000;
/** Places of one file, or of one script in it, that are offered to be inspected. */
export const MAX_CODE_SITES = 200;
/** Addresses that were asked for, remembered per workspace: the last ones. */
export const MAX_REMEMBERED_ADDRESSES = 100;
