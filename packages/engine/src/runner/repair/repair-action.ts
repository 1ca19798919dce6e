import type { MigrationState } from '../../migrate-result.ts';
import type { MissingFromCatalog } from '../baseline/missing-objects.ts';

/** One thing that a repair does, or would do. */
export type RepairAction =
  | {
      /** The history takes the file as it is now for the one that was applied. */
      readonly type: 'accept';
      readonly migration: string;
      readonly file: string;
      /** From what was applied to the file; null when the history did not keep it, because of its size. */
      readonly diff: string | null;
    }
  | {
      /** The history says from now on that the file was applied. It does not run. */
      readonly type: 'mark-applied';
      readonly migration: string;
      readonly file: string;
      readonly was: MigrationState;
      /** What the file declares and the database does not have. */
      readonly missing: readonly MissingFromCatalog[];
    }
  | {
      /** The history says from now on that the file is to run. Nothing that it did is undone. */
      readonly type: 'mark-pending';
      readonly migration: string;
      /** Null when there is no file: the history then forgets about it. */
      readonly file: string | null;
      readonly was: MigrationState;
    }
  | {
      readonly type: 'drop-index';
      readonly index: string;
      readonly table: string;
      readonly bytes: number;
      /** Why it is left alone; null when it is dropped. */
      readonly left: string | null;
    };
