import { bodyStatements } from '../diagnose/declared-objects.ts';
import { type Statement, split } from '../splitter/index.ts';
import { alterDomain, alterIndex, alterSequence, publication } from './alter-other.ts';
import { alterTable } from './alter-table.ts';
import { createIndex, createRelation, createTableAs } from './create-relation.ts';
import { copy, lockTable, readRows, truncate, writeRows } from './data.ts';
import { dropOther, dropRelation } from './drop.ts';
import { type Footprint, footprint, together } from './footprint.ts';
import { cluster, refresh, reindex, vacuum } from './maintenance.ts';
import { comment, onTable, tablePartKinds } from './on-table.ts';

type Read = (sql: string, serverMajor: number) => Footprint;

/** How each kind of statement is read; a kind that is not here locks no relation of the user's. */
const READERS: Readonly<Record<string, Read>> = {
  'ALTER TABLE': alterTable,
  'ALTER FOREIGN TABLE': alterTable,
  'ALTER VIEW': alterTable,
  'ALTER MATERIALIZED VIEW': alterTable,
  'ALTER INDEX': alterIndex,
  'ALTER SEQUENCE': alterSequence,
  'ALTER DOMAIN': alterDomain,
  'ALTER PUBLICATION': publication,
  'CREATE PUBLICATION': publication,
  'CREATE TABLE': createRelation,
  'CREATE FOREIGN TABLE': createRelation,
  'CREATE VIEW': createRelation,
  'CREATE MATERIALIZED VIEW': createRelation,
  'CREATE SEQUENCE': createRelation,
  'CREATE TABLE AS': createTableAs,
  'SELECT INTO': createTableAs,
  'CREATE INDEX': createIndex,
  ...Object.fromEntries(tablePartKinds.map((kind) => [kind, (sql: string) => onTable(kind, sql)])),
  ...Object.fromEntries(
    ['TABLE', 'VIEW', 'MATERIALIZED VIEW', 'SEQUENCE', 'FOREIGN TABLE', 'INDEX'].map((object) => {
      return [`DROP ${object}`, (sql: string) => dropRelation(`DROP ${object}`, sql)];
    }),
  ),
  ...Object.fromEntries(
    ['SCHEMA', 'OWNED', 'TYPE', 'DOMAIN', 'FUNCTION', 'EXTENSION'].map((object) => [`DROP ${object}`, dropOther]),
  ),
  INSERT: writeRows,
  UPDATE: writeRows,
  DELETE: writeRows,
  MERGE: writeRows,
  SELECT: readRows,
  'TRUNCATE TABLE': truncate,
  COPY: copy,
  'LOCK TABLE': lockTable,
  'REFRESH MATERIALIZED VIEW': refresh,
  REINDEX: reindex,
  CLUSTER: cluster,
  VACUUM: vacuum,
  ANALYZE: vacuum,
  COMMENT: comment,
  'SECURITY LABEL': comment,
  CALL: () => footprint({ notes: ['What the procedure locks cannot be seen.'] }),
};

const VERBS = 'create alter drop truncate insert update delete merge refresh lock comment reindex cluster copy'.split(
  ' ',
);

/**
 * What a statement locks and makes, by its text alone.
 *
 * @param serverMajor 14 to 18
 */
export function statementFootprint({ kind, text }: Pick<Statement, 'kind' | 'text'>, serverMajor: number): Footprint {
  if (kind === 'DO') return block(text, serverMajor);
  return READERS[kind]?.(text, serverMajor) ?? footprint({});
}

/** The statements in the body of a DO block: which of them run, its own logic decides. */
function block(sql: string, serverMajor: number): Footprint {
  const all = bodyStatements(sql, VERBS).flatMap((part) =>
    safely(part).map((one) => statementFootprint(one, serverMajor)),
  );
  return footprint({
    locks: all.flatMap(({ locks }) => locks),
    creates: all.flatMap(({ creates }) => creates),
    mayExist: true,
    rewrites: all.reduce<Footprint['rewrites']>((sum, { rewrites }) => together(sum, rewrites), 'no'),
    notes: [
      'It is a program: which of its statements run is decided then, and SQL that it puts together cannot be seen.',
      ...all.flatMap(({ notes }) => notes),
    ],
  });
}

function safely(sql: string): readonly Statement[] {
  try {
    return split(sql);
  } catch {
    return [];
  }
}
