import type { JSONValue } from 'json-p3';

/** @returns undefined where the text is no JSON */
export function parseJson(text: string): JSONValue | undefined {
  try {
    // JSON.parse returns JSON values, though its type does not say so.
    return JSON.parse(text) as JSONValue;
  } catch {
    return undefined;
  }
}
