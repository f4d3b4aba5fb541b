/** Where a text has a secret put in: by the name under which the editor keeps it. */
const SECRET = /\$\{secret:([^{}]*)\}/g;
/** Letters and digits first: a name is a key of the editor's store and part of a question to the user. */
export const SECRET_NAME = /^[A-Za-z0-9][\w.-]{0,99}$/;

/** How a text refers to a secret. */
export function secretReference(name: string): string {
  return `\${secret:${name}}`;
}

/** Whether a text is nothing but such references, with what HTTP writes before a credential. */
export function isSecretReference(text: string): boolean {
  return /^(?:[A-Za-z][\w-]* +)?(?:\$\{secret:[^{}]*\})+$/.test(text.trim());
}

/** The names of all secrets that the texts in a value refer to, each once. */
export function secretNamesIn(value: unknown): readonly string[] {
  const names = new Set<string>();
  mapTexts(value, (text) => {
    for (const [, name = ''] of text.matchAll(SECRET)) names.add(name);
    return text;
  });
  return [...names];
}

/** The value with each reference replaced. */
export function fillSecretsIn(value: unknown, secretOf: (name: string) => string): unknown {
  return mapTexts(value, (text) => text.replaceAll(SECRET, (_, name: string) => secretOf(name)));
}

/** A value as JSON has them, with something else for each text in it that is not a member's name. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapTexts(member, change)]));
}
