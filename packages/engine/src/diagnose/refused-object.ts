/** An object that the server refused a privilege on. */
export interface RefusedObject {
  /** `table`, `schema`, `materialized view`, ... */
  readonly kind: string;
  readonly name: string;
}

/**
 * Takes the object out of `permission denied for table users` and `must be owner of table users`, which come without
 * quotes; null for other messages and other languages.
 */
export function refusedObject(message: string): RefusedObject | null {
  const match = /^(?:permission denied for|must be owner of) ([a-z ]+?) "?([^\s"]+)"?$/.exec(message);
  return match === null ? null : { kind: match[1] ?? '', name: match[2] ?? '' };
}
