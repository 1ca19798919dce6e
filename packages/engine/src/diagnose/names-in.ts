import { tokenReader } from './token-reader.ts';

/** Every name in a statement, keywords among them: more than its tables, and all of these. */
export function namesIn(sql: string): ReadonlySet<string> {
  const found = new Set<string>();
  const reader = tokenReader(sql);
  while (reader.token !== undefined) {
    const parts = reader.name();
    for (const part of parts) found.add(part);
    if (parts.length === 0) reader.advance();
  }
  return found;
}
