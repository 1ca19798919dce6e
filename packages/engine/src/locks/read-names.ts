import type { TokenReader } from '../diagnose/token-reader.ts';
import type { Name } from './footprint.ts';

/** `a, only b.c *, d`: the names of a list, with what may stand around each. */
export function readNames(reader: TokenReader): readonly Name[] {
  const names: Name[] = [];
  do {
    reader.accept('only');
    const name = reader.name();
    if (name.length > 0) names.push(name);
    reader.accept('*');
  } while (reader.accept(','));
  return names;
}

/** Moves on until one of the words comes, outside parentheses; false at the end. */
export function moveTo(reader: TokenReader, ...words: readonly string[]): boolean {
  while (reader.token !== undefined && !words.includes(reader.word)) reader.skipGroup();
  return reader.token !== undefined;
}

/** Moves over `if exists` or `if not exists`. */
export function acceptIf(reader: TokenReader): boolean {
  return reader.accept('if', 'not', 'exists') || reader.accept('if', 'exists');
}
