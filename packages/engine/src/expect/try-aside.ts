import type { Node, RangeVar } from 'libpg-query';
import type { CatalogObject } from '../catalog/catalog-object.ts';
import { quoteIdentifier } from '../db/quote.ts';
import { simpleQuery } from '../db/simple-query.ts';
import { catalogChanges, type ObjectMap } from './catalog-changes.ts';
import { type Claim, claimStrength } from './claim.ts';
import { conditionalColumns } from './conditional-statement.ts';
import { differenceWords } from './difference-words.ts';
import type { RanStatement } from './remarks-of.ts';
import { type ReplaySession, readNow, tell } from './replay-session.ts';

/**
 * How what a statement found differs from what it would have made: what is there is dropped, the statement runs again,
 * the catalogs are compared, and all of it is rolled back. So it is the server that says what the statement means.
 *
 * @returns a clause for each difference; empty when there is none, or when it cannot be tried
 */
export async function tryAside(
  session: ReplaySession,
  { step, node, claims }: RanStatement,
): Promise<readonly string[]> {
  const [claim] = claims;
  const drop = node === null ? null : await dropOf(session, node);
  if (drop === null || claim === undefined) return [];
  // Only what it belongs to is looked at, and no statement that is still to be ascribed touches that.
  const before = session.seen.objects;
  await tell(session, 'savepoint plumbline_aside');
  try {
    const { failure } = await simpleQuery(session.run.client, `${drop};\n${step.text}`);
    if (failure !== null) return [];
    const { objects } = await readNow(session, true);
    return differences(before, objects, claim);
  } finally {
    await tell(session, 'rollback to savepoint plumbline_aside;\nrelease savepoint plumbline_aside');
  }
}

/** What the statement makes, and is missing or other before; columns that were there and that it does not know. */
function differences(before: ObjectMap, after: ObjectMap, claim: Claim): readonly string[] {
  return catalogChanges(before, after)
    .filter(({ object }) => claimStrength(claim, object) > 0)
    .flatMap(({ identity, change, object }) => {
      if (change === 'created') return [`${identity} is missing`];
      if (change === 'dropped') return object.kind === 'column' ? [`${identity} is not in the statement`] : [];
      return differenceWords(before.get(identity) as CatalogObject, object).map((words) => `${identity} ${words}`);
    });
}

async function dropOf(session: ReplaySession, node: Node): Promise<string | null> {
  const columns = conditionalColumns(node);
  if ('AlterTableStmt' in node) {
    const drops = columns.map((column) => `drop column if exists ${quoteIdentifier(column)} cascade`);
    return `alter table ${written(node.AlterTableStmt.relation, null)} ${drops.join(', ')}`;
  }
  const schema = await creationSchema(session);
  if ('CreateStmt' in node) return `drop table ${written(node.CreateStmt.relation, schema)} cascade`;
  if ('CreateSeqStmt' in node) return `drop sequence ${written(node.CreateSeqStmt.sequence, schema)} cascade`;
  if ('CreateTableAsStmt' in node) {
    const { into, objtype } = node.CreateTableAsStmt;
    return `drop ${objtype === 'OBJECT_MATVIEW' ? 'materialized view' : 'table'} ${written(into?.rel, schema)} cascade`;
  }
  if (!('IndexStmt' in node) || node.IndexStmt.idxname === undefined) return null;
  // An index is in the schema of its table, which an unqualified name leaves to the search path.
  const { idxname, relation } = node.IndexStmt;
  const { schemaname } = relation ?? {};
  return `drop index ${schemaname === undefined ? '' : `${quoteIdentifier(schemaname)}.`}${quoteIdentifier(idxname)} cascade`;
}

async function creationSchema(session: ReplaySession): Promise<string | null> {
  const { rowSets } = await tell(session, 'select pg_catalog.current_schema() as name');
  return rowSets[0]?.[0]?.name ?? null;
}

function written(relation: RangeVar | undefined, schema: string | null): string {
  const name = quoteIdentifier(relation?.relname ?? '');
  const inSchema = relation?.schemaname ?? schema;
  return inSchema === null ? name : `${quoteIdentifier(inSchema)}.${name}`;
}
