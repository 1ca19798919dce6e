import { tokenReader } from '../diagnose/token-reader.ts';
import { allIn, type Footprint, footprint } from './footprint.ts';
import { type LockMode, lockModes } from './lock-mode.ts';
import { moveTo, readNames } from './read-names.ts';

/** INSERT, UPDATE, DELETE and MERGE: the table that is written, also where WITH comes first. */
export function writeRows(sql: string): Footprint {
  const reader = tokenReader(sql);
  moveTo(reader, 'insert', 'update', 'delete', 'merge');
  reader.advance();
  reader.accept('into') || reader.accept('from');
  reader.accept('only');
  return footprint({ locks: [{ relation: reader.name(), mode: 'ROW EXCLUSIVE' }] });
}

/** SELECT: only its FOR UPDATE and FOR SHARE lock anything that is worth a word. */
export function readRows(sql: string): Footprint {
  if (!/\bfor\s+(no\s+key\s+update|update|share|key\s+share)\b/i.test(sql)) return footprint({});
  const reader = tokenReader(sql);
  moveTo(reader, 'from');
  reader.accept('from');
  reader.accept('only');
  return footprint({ locks: [{ relation: reader.name(), mode: 'ROW SHARE' }] });
}

export function truncate(sql: string): Footprint {
  const reader = tokenReader(sql);
  reader.accept('truncate');
  reader.accept('table');
  const locks = allIn('ACCESS EXCLUSIVE', readNames(reader));
  moveTo(reader, 'cascade');
  return footprint({
    locks,
    notes: reader.word === 'cascade' ? ['CASCADE empties, and locks, every table that refers to it.'] : [],
  });
}

/** COPY table FROM writes; TO only reads. */
export function copy(sql: string): Footprint {
  const reader = tokenReader(sql);
  reader.accept('copy');
  if (reader.word === '(') return footprint({});
  const relation = reader.name();
  if (reader.word === '(') reader.skipGroup();
  return footprint({ locks: reader.word === 'from' ? [{ relation, mode: 'ROW EXCLUSIVE' }] : [] });
}

/** LOCK TABLE a, b IN SHARE MODE; ACCESS EXCLUSIVE when no mode is said. */
export function lockTable(sql: string): Footprint {
  const reader = tokenReader(sql);
  reader.accept('lock');
  reader.accept('table');
  const names = readNames(reader);
  return footprint({ locks: allIn(modeAfter(reader.accept('in') ? restOf(reader) : ''), names) });
}

function restOf(reader: ReturnType<typeof tokenReader>): string {
  const words: string[] = [];
  for (; reader.token !== undefined && reader.word !== 'mode'; reader.advance()) words.push(reader.word.toUpperCase());
  return words.join(' ');
}

function modeAfter(words: string): LockMode {
  return lockModes.find((mode) => mode === words) ?? 'ACCESS EXCLUSIVE';
}
