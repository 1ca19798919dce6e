import type { Step } from './chain/follow-chain.ts';
import type { Relation } from './schema/relation.ts';

/**
 * Whether other people's sessions may be using a table while a step runs: an older file made it, which may have been
 * applied, and the step is in a new one. A table of the same file, or of another new one, is empty and nobody knows it.
 */
export function isReleased({ command }: Step, table: Relation): boolean {
  const { isTemporary, maybe, origin } = table;
  return command.file.isNew && !origin.file.isNew && !isTemporary && !maybe;
}
