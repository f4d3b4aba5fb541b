import { type Fields, fieldsOf } from '../fields.ts';
import { wrongType } from './importError.ts';

/** A value within a file, with the place that an error names. */
export class ImportValue {
  readonly place: string;
  readonly raw: unknown;
  #fields: Fields | null = null;

  constructor(raw: unknown, place: string) {
    this.raw = raw;
    this.place = place;
  }

  get isMissing(): boolean {
    return this.raw === undefined || this.raw === null;
  }

  member(name: string): ImportValue {
    this.#fields ??= fieldsOf(this.raw);
    return new ImportValue(this.#fields.get(name), `${this.place}.${name}`);
  }

  /** @throws InspectorError `import-failed`, naming the place, in all that follow */
  object(): this {
    if (typeof this.raw === 'object' && this.raw !== null && !Array.isArray(this.raw)) return this;
    throw wrongType(this.place, 'an object');
  }

  text(): string {
    if (typeof this.raw === 'string') return this.raw;
    throw wrongType(this.place, 'text');
  }

  textOr<Other>(other: Other): string | Other {
    return this.isMissing ? other : this.text();
  }

  number(): number {
    if (typeof this.raw === 'number' && Number.isFinite(this.raw)) return this.raw;
    throw wrongType(this.place, 'a number');
  }

  numberOr<Other>(other: Other): number | Other {
    return this.isMissing ? other : this.number();
  }

  list(): readonly ImportValue[] {
    if (this.isMissing) return [];
    if (!Array.isArray(this.raw)) throw wrongType(this.place, 'a list');
    return this.raw.map((item, at) => new ImportValue(item, `${this.place}[${at}]`));
  }

  oneOf<T extends string>(choices: readonly T[]): T {
    const found = choices.find((choice) => choice === this.raw);
    if (found !== undefined) return found;
    throw wrongType(this.place, `one of ${choices.join(', ')}`);
  }

  /** An ISO 8601 time, in ms since the Unix epoch. */
  time(): number {
    const ms = Date.parse(this.text());
    if (Number.isFinite(ms)) return ms;
    throw wrongType(this.place, 'a time of ISO 8601');
  }

  base64(): Buffer {
    const text = this.text();
    if (/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return Buffer.from(text, 'base64');
    throw wrongType(this.place, 'base64');
  }
}
