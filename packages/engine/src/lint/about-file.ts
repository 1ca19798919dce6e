import type { ChainFile } from './chain/chain-file.ts';
import type { Draft } from './rule.ts';

/** A draft about a file as a whole: it stands at its first character. */
export function aboutFile(file: ChainFile, rest: Omit<Draft, 'at' | 'statement'>): Draft {
  return { at: { file, place: { within: 0, offset: 0, line: 1, column: 1 } }, statement: null, ...rest };
}
