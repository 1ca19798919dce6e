import type { CatalogObject } from '../../catalog/catalog-object.ts';
import type { TableObject, ViewObject } from '../../catalog/relation-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { writtenLiteral } from '../../spelling/written-literal.ts';
import type { CatalogIndex } from '../index-catalog.ts';
import { columnWords } from './column-words.ts';
import { constraintWords } from './constraint-words.ts';
import { indexWords } from './index-words.ts';
import { listed, nameOf, tableOf } from './names.ts';
import { policyWords } from './policy-words.ts';
import { aggregateWords, routineWords } from './routine-words.ts';
import { ownershipWords, sequenceWords } from './sequence-words.ts';
import { eventTriggerWords, triggerWords } from './trigger-words.ts';
import { typeWords } from './type-words.ts';

/** Any object in the words of SQL, such as a person would write to make it. Not meant to be run: bodies are left out. */
export function objectWords(object: CatalogObject, index: CatalogIndex): string {
  switch (object.kind) {
    case 'schema':
      return `CREATE SCHEMA ${nameOf(object)}`;
    case 'extension':
      return `CREATE EXTENSION ${writtenIdentifier(object.name)} SCHEMA ${writtenIdentifier(object.schema)} VERSION ${writtenLiteral(object.version)}`;
    case 'event trigger':
      return eventTriggerWords(object);
    case 'table':
      return tableWords(object, index);
    case 'column':
      return columnWords(object);
    case 'view':
    case 'materialized view':
      return viewWords(object);
    case 'sequence':
      return `CREATE SEQUENCE ${nameOf(object)} ${sequenceWords(object)}${object.ownedBy === null ? '' : ` ${ownershipWords(object)}`}`;
    case 'constraint':
      return `CONSTRAINT ${writtenIdentifier(object.name)} ${constraintWords(object)}`;
    case 'index':
      return indexWords(object);
    case 'trigger':
      return triggerWords(object);
    case 'rule':
      return object.text?.replace(/;$/, '') ?? `CREATE RULE ${writtenIdentifier(object.name)} ON ${tableOf(object)}`;
    case 'policy':
      return policyWords(object);
    case 'statistics':
      return `CREATE STATISTICS ${nameOf(object)} (${object.kinds.join(', ')}) ON ${[listed(object.columns), object.text ?? ''].filter(Boolean).join(', ')} FROM ${tableOf(object)}`;
    case 'function':
    case 'procedure':
      return `CREATE ${routineWords(object)}`;
    case 'aggregate':
      return `CREATE ${aggregateWords(object)}`;
    case 'domain':
      return `CREATE DOMAIN ${nameOf(object)} ${typeWords(object)}`;
    case 'enum':
    case 'composite type':
    case 'range type':
      return `CREATE TYPE ${nameOf(object)} ${typeWords(object)}`;
    case 'owner':
      return `OWNER TO ${writtenIdentifier(object.role)}`;
    case 'grant':
      return `GRANT ${object.privileges.join(', ')} TO ${writtenIdentifier(object.grantee)}`;
    case 'comment':
      return `COMMENT ${writtenLiteral(object.comment)}`;
  }
}

function tableWords(table: TableObject, index: CatalogIndex): string {
  const kind = `${table.unlogged ? 'UNLOGGED ' : ''}${table.form === 'foreign' ? 'FOREIGN ' : ''}TABLE`;
  const { partitionOf } = table;
  if (partitionOf !== null) return `CREATE ${kind} ${nameOf(table)} PARTITION OF ${partitionWords(partitionOf)}`;
  const key = table.partitionKey === null ? '' : ` PARTITION BY ${table.partitionKey}`;
  return `CREATE ${kind} ${nameOf(table)} (${index.columnsOf(table.schema, table.name).map(columnWords).join(', ')})${key}`;
}

/** `public.events FOR VALUES FROM (1) TO (2)`. */
export function partitionWords({ parent, bound }: NonNullable<TableObject['partitionOf']>): string {
  return bound === null ? parent : `${parent} ${bound}`;
}

function viewWords(view: ViewObject): string {
  const options = view.options.length === 0 ? '' : ` WITH (${view.options.join(', ')})`;
  const query = view.text === null ? '...' : oneLine(view.text).replace(/;$/, '');
  return `CREATE ${view.kind.toUpperCase()} ${nameOf(view)} (${listed(view.columns.map(({ name }) => name))})${options} AS ${query}`;
}

/** A query as the server writes it, without its line breaks outside of quotes. */
export function oneLine(text: string): string {
  return text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\s+/g, (part) => (/^\s/.test(part) ? ' ' : part)).trim();
}
