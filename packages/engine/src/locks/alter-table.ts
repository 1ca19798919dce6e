import { type TokenReader, tokenReader } from '../diagnose/token-reader.ts';
import { readAddedColumn } from './column-default.ts';
import { type Footprint, footprint, type Name, together, type WrittenLock } from './footprint.ts';
import type { LockMode } from './lock-mode.ts';
import { acceptIf } from './read-names.ts';

/** What one action of ALTER TABLE does: to the table itself, and to others. */
interface Action {
  readonly mode: LockMode;
  readonly rewrites?: Footprint['rewrites'];
  readonly others?: readonly WrittenLock[];
  readonly notes?: readonly string[];
}

const ACCESS: Action = { mode: 'ACCESS EXCLUSIVE' };
const UPDATE: Action = { mode: 'SHARE UPDATE EXCLUSIVE' };
const REWRITE: Action = { mode: 'ACCESS EXCLUSIVE', rewrites: 'yes' };

/**
 * ALTER TABLE: of its actions the one with the strongest lock decides. By the documentation of ALTER TABLE, and
 * measured.
 */
export function alterTable(sql: string, serverMajor: number): Footprint {
  const reader = tokenReader(sql);
  reader.accept('alter');
  reader.accept('foreign');
  reader.accept('materialized');
  reader.accept('table') || reader.accept('view');
  if (reader.accept('all', 'in', 'tablespace')) {
    return footprint({
      rewrites: 'yes',
      notes: ['It moves every table of the tablespace, each under ACCESS EXCLUSIVE.'],
    });
  }
  acceptIf(reader);
  reader.accept('only');
  const table = reader.name();
  reader.accept('*');
  const actions: Action[] = [];
  while (reader.token !== undefined) {
    actions.push(readAction(reader, table, serverMajor));
    while (reader.token !== undefined && reader.word !== ',') reader.skipGroup();
    reader.advance();
  }
  return footprint({
    locks: [...actions.map(({ mode }) => ({ relation: table, mode })), ...actions.flatMap(({ others = [] }) => others)],
    rewrites: actions.reduce<Footprint['rewrites']>((all, { rewrites = 'no' }) => together(all, rewrites), 'no'),
    notes: actions.flatMap(({ notes = [] }) => notes),
  });
}

function readAction(reader: TokenReader, table: Name, serverMajor: number): Action {
  if (reader.accept('add')) return readAdd(reader, table, serverMajor);
  if (reader.accept('alter', 'constraint')) return ACCESS;
  if (reader.accept('alter')) return readAlterColumn(reader);
  if (reader.accept('validate', 'constraint')) {
    return {
      ...UPDATE,
      notes: ['The rows are read under a lock that lets writers go on; of a foreign key, its target gets ROW SHARE.'],
    };
  }
  if (reader.accept('drop', 'constraint')) {
    return { ...ACCESS, notes: ['Of a foreign key, its target gets ACCESS EXCLUSIVE as well.'] };
  }
  if (reader.accept('attach', 'partition'))
    return {
      ...UPDATE,
      others: [{ relation: reader.name(), mode: 'ACCESS EXCLUSIVE' }],
      notes: ['The partition is read whole, unless a CHECK proves that its rows fit.'],
    };
  if (reader.accept('detach', 'partition')) return readDetach(reader);
  if (reader.accept('inherit'))
    return { ...ACCESS, others: [{ relation: reader.name(), mode: 'SHARE UPDATE EXCLUSIVE' }] };
  if (reader.accept('cluster', 'on')) return UPDATE;
  if (reader.accept('set')) return readSet(reader);
  if (reader.accept('reset')) return UPDATE;
  if (reader.word === 'enable' || reader.word === 'disable') return readSwitch(reader);
  return ACCESS;
}

function readAdd(reader: TokenReader, table: Name, serverMajor: number): Action {
  const isColumn = reader.accept('column');
  if (!isColumn && reader.accept('constraint')) reader.name();
  if (!isColumn && CONSTRAINTS.has(reader.word)) return readAddConstraint(reader, table);
  acceptIf(reader);
  reader.name();
  const { rewrites, targets } = readAddedColumn(reader, serverMajor);
  return {
    mode: 'ACCESS EXCLUSIVE',
    rewrites,
    others: targets.map((relation) => ({ relation, mode: 'SHARE ROW EXCLUSIVE' })),
  };
}

const CONSTRAINTS: ReadonlySet<string> = new Set(['check', 'foreign', 'primary', 'unique', 'exclude', 'not']);

function readAddConstraint(reader: TokenReader, table: Name): Action {
  if (reader.accept('foreign', 'key')) {
    reader.skipGroup();
    const target = reader.accept('references') ? reader.name() : table;
    const scan = isNotValid(reader)
      ? []
      : [
          `The rows of both tables are compared while they are locked: NOT VALID, and VALIDATE CONSTRAINT in a later file, locks them for a moment only.`,
        ];
    return { mode: 'SHARE ROW EXCLUSIVE', others: [{ relation: target, mode: 'SHARE ROW EXCLUSIVE' }], notes: scan };
  }
  if (reader.word === 'check' || reader.word === 'not') {
    return isNotValid(reader)
      ? ACCESS
      : {
          ...ACCESS,
          notes: [
            'All rows are read while the table is locked: NOT VALID, and VALIDATE CONSTRAINT in a later file, does not.',
          ],
        };
  }
  const hasIndex = /^(primary|unique)$/.test(reader.word) && isUsingIndex(reader);
  return hasIndex
    ? ACCESS
    : {
        ...ACCESS,
        notes: [
          'An index is built while the table is locked: build it CONCURRENTLY first, and ADD CONSTRAINT ... USING INDEX.',
        ],
      };
}

function isNotValid(reader: TokenReader): boolean {
  while (reader.token !== undefined && reader.word !== ',') {
    if (reader.accept('not', 'valid')) return true;
    reader.skipGroup();
  }
  return false;
}

function isUsingIndex(reader: TokenReader): boolean {
  while (reader.token !== undefined && reader.word !== ',') {
    if (reader.accept('using', 'index')) return reader.word !== 'tablespace';
    reader.skipGroup();
  }
  return false;
}

/** ALTER [COLUMN] name ... */
function readAlterColumn(reader: TokenReader): Action {
  if (reader.accept('column')) reader.name();
  else reader.name();
  if (reader.accept('set', 'statistics')) return UPDATE;
  if (reader.word === 'reset') return UPDATE;
  if (reader.accept('set', 'expression')) return REWRITE;
  if (reader.accept('set', 'not', 'null')) {
    return {
      ...ACCESS,
      notes: ['All rows are read while the table is locked, unless a validated CHECK (... IS NOT NULL) is there.'],
    };
  }
  if (reader.accept('type') || reader.accept('set', 'data', 'type')) {
    return {
      ...ACCESS,
      rewrites: 'maybe',
      notes: ['Of foreign keys on the column, their other tables get ACCESS EXCLUSIVE too.'],
    };
  }
  if (!reader.accept('set')) return ACCESS;
  return reader.word === '(' ? UPDATE : ACCESS;
}

function readDetach(reader: TokenReader): Action {
  const relation = reader.name();
  const mode =
    reader.word === 'concurrently' || reader.word === 'finalize' ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE';
  return { mode, others: [{ relation, mode }] };
}

/** SET ...: of the table, not of a column. */
function readSet(reader: TokenReader): Action {
  if (reader.accept('without', 'cluster')) return UPDATE;
  if (reader.word === '(') return UPDATE;
  if (['logged', 'unlogged', 'access', 'tablespace'].includes(reader.word)) return REWRITE;
  return ACCESS;
}

/** ENABLE and DISABLE: triggers let readers go on, rules and row level security do not. */
function readSwitch(reader: TokenReader): Action {
  reader.advance();
  reader.accept('always') || reader.accept('replica');
  return reader.word === 'trigger' ? { mode: 'SHARE ROW EXCLUSIVE' } : ACCESS;
}
