import type { CatalogObject } from '../../catalog/catalog-object.ts';
import type { SequencePositions } from '../../catalog/read-sequence-positions.ts';
import type { TableObject } from '../../catalog/relation-objects.ts';
import type { Difference } from '../check.ts';
import type { FindingCode } from '../finding-codes.ts';
import type { CatalogIndex } from '../index-catalog.ts';

/** One database as it is, with what its faults are looked up in. */
export interface Inspected extends CatalogIndex {
  /** Those that hold or route rows, but not partitions: what they have, their table has. */
  readonly tables: readonly TableObject[];
  readonly positions: SequencePositions | null;
}

/** An object and what is wrong with it. */
export interface Faulty {
  readonly object: CatalogObject;
  readonly difference: Difference;
}

/** A fault that any database can have, whatever its migrations say. */
export interface Fault {
  readonly code: FindingCode;
  find(database: Inspected): Iterable<Faulty>;
}
