import { tokenReader } from '../diagnose/token-reader.ts';
import { type Footprint, footprint } from './footprint.ts';
import type { LockMode } from './lock-mode.ts';
import { acceptIf, moveTo } from './read-names.ts';

/** What CREATE, ALTER and DROP of things that belong to a table take on the table. Measured. */
const MODES: Readonly<Record<string, LockMode>> = {
  'CREATE TRIGGER': 'SHARE ROW EXCLUSIVE',
  'ALTER TRIGGER': 'ACCESS EXCLUSIVE',
  'DROP TRIGGER': 'ACCESS EXCLUSIVE',
  'CREATE POLICY': 'ACCESS EXCLUSIVE',
  'ALTER POLICY': 'ACCESS EXCLUSIVE',
  'DROP POLICY': 'ACCESS EXCLUSIVE',
  'DROP RULE': 'ACCESS EXCLUSIVE',
  'ALTER RULE': 'ACCESS EXCLUSIVE',
};

/** The kinds that {@link onTable} reads. */
export const tablePartKinds: readonly string[] = [...Object.keys(MODES), 'CREATE RULE', 'CREATE STATISTICS'];

/** Triggers, rules, policies and statistics: a lock on the table that comes after ON, TO or FROM. */
export function onTable(kind: string, sql: string): Footprint {
  const reader = tokenReader(sql);
  if (kind === 'CREATE RULE') {
    moveTo(reader, 'to');
    reader.accept('to');
    return footprint({ locks: [{ relation: reader.name(), mode: 'ACCESS EXCLUSIVE' }] });
  }
  if (kind === 'CREATE STATISTICS') {
    moveTo(reader, 'from');
    reader.accept('from');
    return footprint({ locks: [{ relation: reader.name(), mode: 'SHARE UPDATE EXCLUSIVE' }] });
  }
  reader.advance();
  acceptIf(reader);
  moveTo(reader, 'on');
  reader.accept('on');
  return footprint({ locks: [{ relation: reader.name(), mode: MODES[kind] ?? 'ACCESS EXCLUSIVE' }] });
}

/** COMMENT ON TABLE, COLUMN, INDEX, VIEW, SEQUENCE ...: what stands in no application's way. */
export function comment(sql: string): Footprint {
  const reader = tokenReader(sql);
  reader.accept('comment', 'on') || reader.accept('security', 'label', 'on');
  reader.accept('materialized') || reader.accept('foreign');
  const isColumn = reader.word === 'column';
  if (!['table', 'view', 'index', 'sequence', 'column'].includes(reader.word)) return footprint({});
  reader.advance();
  const name = reader.name();
  const relation = isColumn ? name.slice(0, -1) : name;
  return footprint({ locks: [{ relation, mode: 'SHARE UPDATE EXCLUSIVE' }] });
}
