import { InspectorError } from '../protocol/errors.ts';

/** The members of a value that came from outside, or none where it is no object. */
export type Fields = ReadonlyMap<string, unknown>;

export function fieldsOf(value: unknown): Fields {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

/** @throws InspectorError `invalid-option` naming the field, in all functions below */
export function requireNumber(fields: Fields, name: string): number {
  const value = fields.get(name);
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw wrongField(name, 'a number');
}

export function requireString(fields: Fields, name: string): string {
  const value = fields.get(name);
  if (typeof value === 'string') return value;
  throw wrongField(name, 'text');
}

export function requireBoolean(fields: Fields, name: string): boolean {
  const value = fields.get(name);
  if (typeof value === 'boolean') return value;
  throw wrongField(name, 'true or false');
}

export function requireStrings(fields: Fields, name: string): readonly string[] {
  const value = fields.get(name);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw wrongField(name, 'a list of texts');
}

export function wrongField(name: string, expected: string): InspectorError {
  return new InspectorError('invalid-option', `${name} is not ${expected}`, `give ${name} as ${expected}`);
}
