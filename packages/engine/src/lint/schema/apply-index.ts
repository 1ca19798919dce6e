import type { IndexStmt } from 'libpg-query';
import { columnsIn } from '../../declared/mentioned.ts';
import { type Applying, isCertain, needColumn, originOf, tell, theRelation } from './applying.ts';

/** CREATE INDEX; a unique one over plain columns can be the target of a foreign key. */
export function applyIndex(applying: Applying, index: IndexStmt): void {
  const { schema } = applying;
  const { relation, idxname = null, indexParams = [], whereClause, unique, concurrent = false } = index;
  const table = theRelation(applying, relation, { missingOk: !isCertain(applying) });
  if (table === null) return;
  const elements = indexParams.flatMap((node) => ('IndexElem' in node ? [node.IndexElem] : []));
  const mentioned = [...elements.flatMap(({ expr }) => columnsIn(expr)), ...columnsIn(whereClause)];
  const columns = elements.flatMap(({ name }) => (name === undefined ? [] : [name]));
  for (const name of [...columns, ...mentioned]) needColumn(applying, table, name, { location: relation?.location });
  tell(applying, { is: 'index-created', table, name: idxname, concurrent });
  schema.indexes.add({ name: idxname, table, columns: [...columns, ...mentioned], origin: originOf(applying) });
  const isWhole = whereClause === undefined && columns.length === elements.length;
  if (unique === true && isWhole) {
    const name = idxname ?? [table.name, ...columns, 'idx'].join('_');
    table.keys.push({ name, isPrimary: false, isIndexOnly: true, columns });
  }
}
