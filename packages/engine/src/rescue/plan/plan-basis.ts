import type { Catalog } from '../../catalog/catalog.ts';
import type { Parser } from '../../declared/parser.ts';
import type { Replay } from '../../expect/replay.ts';
import type { PreparedFile } from '../../runner/prepare-files.ts';
import type { MigrationEvidence } from '../evidence.ts';
import type { RepairBasis } from '../repair/repair.ts';
import type { Rehearsal } from './rehearsal.ts';

/** All that a plan is made of. */
export interface PlanBasis extends Pick<RepairBasis, 'hasRows' | 'keepsValues' | 'rowsAgainst' | 'allowed'> {
  readonly rehearsal: Rehearsal;
  /** Every migration, in order. */
  readonly files: readonly PreparedFile[];
  readonly replay: Pick<Replay, 'catalog' | 'changes' | 'origins'>;
  readonly live: Catalog;
  readonly evidence: readonly MigrationEvidence[];
  readonly parser: Parser;
  /** Names of migrations that a person wants to run, although something of them is there. */
  readonly runAgain: ReadonlySet<string>;
  /** Nothing of the migrations runs again: what they made is made of the difference. */
  readonly isGenerated: boolean;
}
