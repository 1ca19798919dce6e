import { reservedWords } from './reserved-words.ts';

/**
 * An identifier as a person would write it in SQL: quoted only where SQL wants it. For words that people read; what is sent
 * to a server is quoted by `db/quote.ts`.
 */
export function writtenIdentifier(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) && !reservedWords.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
