import { HTTP_VERSIONS } from '../protocol/feed.ts';
import { AUTH_CHOICES, type DraftField, type FeedDraft } from './feedDraft.ts';

type FieldsOf<T> = { [Field in DraftField]: FeedDraft[Field] extends T ? Field : never }[DraftField];
/** Fields of the draft that are text, or one of some words. */
export type TextField = FieldsOf<string>;
type BooleanField = FieldsOf<boolean>;

interface FieldWords {
  readonly label: string;
  readonly placeholder?: string;
  readonly hint?: string;
}

/** How one option is shown. */
export type OptionField =
  | (FieldWords & {
      readonly kind: 'text' | 'secret' | 'area' | 'file';
      readonly field: TextField;
    })
  | (FieldWords & {
      readonly kind: 'choice';
      readonly field: TextField;
      readonly choices: readonly (readonly [value: string, label: string])[];
    })
  /** @property isInverted whether it is ticked where the field is false */
  | {
      readonly kind: 'check';
      readonly field: BooleanField;
      readonly label: string;
      readonly isInverted?: boolean;
    }
  | { readonly kind: 'headers'; readonly field: 'headers'; readonly label: string };

export interface OptionGroup {
  readonly title: string;
  readonly fields: readonly OptionField[];
}

const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;
const AUTH_LABELS = { none: 'None', basic: 'Basic', bearer: 'Bearer token' } as const;
const VERSION_LABELS = { auto: 'Chosen by ALPN', '1.1': 'HTTP/1.1', '2': 'HTTP/2' } as const;

/** Every option of a feed, with its group. What does nothing for a method is not shown with it. */
export const OPTION_GROUPS: readonly OptionGroup[] = [
  {
    title: 'Request',
    fields: [
      { kind: 'headers', field: 'headers', label: 'Headers' },
      {
        kind: 'choice',
        field: 'auth',
        label: 'Authorization',
        choices: AUTH_CHOICES.map((choice) => [choice, AUTH_LABELS[choice]]),
      },
      { kind: 'text', field: 'user', label: 'User' },
      { kind: 'secret', field: 'password', label: 'Password' },
      { kind: 'secret', field: 'token', label: 'Token' },
      { kind: 'text', field: 'origin', label: 'Origin', placeholder: 'https://example.com' },
      {
        kind: 'choice',
        field: 'httpMethod',
        label: 'HTTP method',
        choices: HTTP_METHODS.map((method) => [method, method]),
      },
      { kind: 'area', field: 'body', label: 'Body', placeholder: '{"subscribe": "ticks"}' },
    ],
  },
  {
    title: 'Polling',
    fields: [
      {
        kind: 'text',
        field: 'interval',
        label: 'Interval',
        hint: 'From the start of one request to the next',
      },
      { kind: 'text', field: 'jitter', label: 'Jitter', hint: 'A share of the interval, added at random' },
      { kind: 'text', field: 'timeout', label: 'Timeout', hint: 'How long to wait for an answer' },
      {
        kind: 'text',
        field: 'cursor',
        label: 'Cursor',
        placeholder: '$.next -> query:after',
        hint: 'Where an answer tells the position, and where the next request carries it',
      },
      {
        kind: 'text',
        field: 'split',
        label: 'Messages in a body',
        placeholder: '$.items[*]',
        hint: 'Empty: each item of an array, else the whole body',
      },
    ],
  },
  {
    title: 'WebSocket',
    fields: [
      { kind: 'text', field: 'subprotocols', label: 'Sub-protocols', placeholder: 'graphql-transport-ws' },
      { kind: 'area', field: 'sends', label: 'Send on open', placeholder: 'One text message a line' },
      {
        kind: 'text',
        field: 'pingInterval',
        label: 'Ping every',
        placeholder: '10s',
        hint: 'Measures the round trip; one without an answer by then has lost the connection',
      },
    ],
  },
  {
    title: 'Stream',
    fields: [
      {
        kind: 'text',
        field: 'lastEventId',
        label: 'Last-Event-ID',
        hint: 'Where an event stream is resumed',
      },
      { kind: 'check', field: 'isReconnected', label: 'Connect again when it is lost' },
    ],
  },
  {
    title: 'Messages',
    fields: [
      {
        kind: 'text',
        field: 'id',
        label: 'Identity',
        placeholder: '$.id',
        hint: 'Tells the same message over several methods',
      },
      {
        kind: 'text',
        field: 'time',
        label: 'Own time',
        placeholder: '$.time',
        hint: 'Measures the delivery delay',
      },
      { kind: 'text', field: 'maxMessage', label: 'Largest message', hint: 'A larger one is not taken' },
    ],
  },
  {
    title: 'Connection',
    fields: [
      {
        kind: 'choice',
        field: 'httpVersion',
        label: 'HTTP version',
        choices: HTTP_VERSIONS.map((version) => [version, VERSION_LABELS[version]]),
      },
      {
        kind: 'text',
        field: 'proxyUrl',
        label: 'Proxy',
        placeholder: 'http://proxy.example:8080, or none',
        hint: 'Empty: as the editor or the environment says',
      },
      {
        kind: 'text',
        field: 'socketPath',
        label: 'Unix socket',
        placeholder: '/run/server.sock',
        hint: 'In place of the host and port',
      },
      { kind: 'check', field: 'isCompressed', label: 'Offer compression' },
    ],
  },
  {
    title: 'TLS',
    fields: [
      {
        kind: 'check',
        field: 'isTlsVerified',
        label: 'Do not check the server’s certificate',
        isInverted: true,
      },
      {
        kind: 'file',
        field: 'caFile',
        label: 'CA',
        placeholder: 'ca.pem',
        hint: 'Trusted besides the known ones',
      },
      { kind: 'file', field: 'certFile', label: 'Client certificate', placeholder: 'client.pem' },
      { kind: 'file', field: 'keyFile', label: 'Private key', placeholder: 'client.key' },
      { kind: 'secret', field: 'keyPassphrase', label: 'Passphrase', hint: 'Of the private key' },
    ],
  },
];
