/** Header fields whose values let someone else in: shown only when asked for, and never kept with the view. */
const SECRET_HEADERS = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'proxy-authorization',
  'x-api-key',
  'x-auth-token',
  'x-csrf-token',
]);

/** Query parameters that do, in lower case without `-`, `_` and `.` ... */
const SECRET_PARAMETERS = new Set([
  'auth',
  'authorization',
  'jwt',
  'key',
  'passwd',
  'pwd',
  'session',
  'sessionid',
  'sid',
  'sig',
  'ticket',
  'xamzcredential',
  'xgoogcredential',
]);
/** ... or that end in one of these, but for positions that some APIs call tokens. */
const SECRET_ENDINGS = /(?:token|secret|password|passphrase|apikey|accesskey|privatekey|signature)$/;
const POSITION = /^(?:page|next|prev|previous|continuation|sync|cursor|resume)token$/;

/** What stands in a copy in the place of a secret. */
export const REDACTED = '<redacted>';

/** Header fields that hold an address, whose query may hold a secret. */
const ADDRESS_HEADERS = new Set(['location', 'content-location', 'referer', ':path']);

export interface SecretPart {
  readonly text: string;
  readonly isSecret: boolean;
}

export function isSecretHeader(name: string): boolean {
  return SECRET_HEADERS.has(name.trim().toLowerCase());
}

/** An address, or a text with one in it, in parts: passwords and the values of secret query parameters apart. */
export function addressParts(address: string): readonly SecretPart[] {
  const parts: SecretPart[] = [];
  let from = 0;
  // A password before the host (RFC 3986, section 3.2.1), or a parameter's name and value.
  for (const match of address.matchAll(
    /(?<=^[a-z][a-z\d+.-]*:\/\/[^/?#@:]*:)[^/?#@]+(?=@)|[?&]([^=&#\s]+)=([^&#\s]+)/gi,
  )) {
    const [whole, name, value = whole] = match;
    if (name !== undefined && !isSecretParameter(name)) continue;
    const start = match.index + whole.length - value.length;
    if (start > from) parts.push({ text: address.slice(from, start), isSecret: false });
    parts.push({ text: value, isSecret: true });
    from = start + value.length;
  }
  if (from < address.length) parts.push({ text: address.slice(from), isSecret: false });
  return parts;
}

/** The value of a header field in parts. */
export function headerParts(name: string, value: string): readonly SecretPart[] {
  if (isSecretHeader(name)) return [{ text: value, isSecret: value !== '' }];
  return ADDRESS_HEADERS.has(name.trim().toLowerCase())
    ? addressParts(value)
    : [{ text: value, isSecret: false }];
}

/** The parts as one text, with something else in the place of each secret. */
export function withoutSecrets(parts: readonly SecretPart[], mask: string): string {
  return parts.map(({ text, isSecret }) => (isSecret ? mask : text)).join('');
}

/** An address as it is shown where nobody has asked for its secrets. */
export function maskedAddress(address: string): string {
  return withoutSecrets(addressParts(address), '••••');
}

function isSecretParameter(name: string): boolean {
  const plain = decoded(name).toLowerCase().replaceAll(/[-_.]/g, '');
  return SECRET_PARAMETERS.has(plain) || (SECRET_ENDINGS.test(plain) && !POSITION.test(plain));
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
