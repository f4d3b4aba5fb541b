/** Ends an exhaustive switch: a member added to the union stops the build here, and bad data stops the run. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
