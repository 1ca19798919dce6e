import type { Node } from 'libpg-query';
import type { Circumstances } from '../../declared/body-commands.ts';
import type { Place } from '../../declared/place.ts';
import type { SourceStatement } from '../../declared/source-statement.ts';
import type { ChainFile } from './chain-file.ts';

/** Where something stands in the chain. */
export interface Origin {
  readonly file: ChainFile;
  readonly place: Place;
}

/** One SQL command: a statement of a file, or one in the body of a DO block. */
export interface Command extends Circumstances {
  readonly file: ChainFile;
  readonly source: SourceStatement;
  readonly node: Node;
  readonly via: 'statement' | 'body';
  /**
   * The place of a node of its tree.
   *
   * @param location the byte offset that the node has; the beginning of the command when it has none
   */
  readonly at: (location?: number) => Origin;
}

/** Whether it runs whenever its file does, and whether the file fails when it does. */
export function isSure({ conditional, handler }: Circumstances): boolean {
  return !conditional && handler === null;
}
