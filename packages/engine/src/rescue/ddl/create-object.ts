import type { Catalog } from '../../catalog/catalog.ts';
import type { CatalogObject } from '../../catalog/catalog-object.ts';
import { qualifiedName } from '../../catalog/qualified-name.ts';
import type { ColumnObject, SequenceObject, TableObject } from '../../catalog/relation-objects.ts';
import type { RoutineObject } from '../../catalog/routine-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import { createAnnotation } from './annotation.ts';
import { addColumn, storeColumn } from './column.ts';
import { addConstraint } from './constraint.ts';
import { createExtension, createSchema } from './database.ts';
import { createIndex } from './index.ts';
import { createPolicy } from './policy.ts';
import { qualified } from './qualified.ts';
import { createAggregate, createRoutine } from './routine.ts';
import { createRule } from './rule.ts';
import { createSequence } from './sequence.ts';
import { createStatistics, measureStatistics } from './statistics.ts';
import { createTable } from './table.ts';
import { createEventTrigger, createTrigger, enableTrigger } from './trigger.ts';
import { addDomainCheck, createComposite, createDomain, createEnum, createRange } from './type.ts';
import { createView } from './view.ts';

/**
 * The statements that make one object of a catalog, in order. A table comes with its columns and without what hangs on
 * it; a column is added to its table; an identity column brings its sequence along.
 */
export function createObject(object: CatalogObject, { objects }: Pick<Catalog, 'objects'>): readonly string[] {
  switch (object.kind) {
    case 'schema':
      return [createSchema(object)];
    case 'extension':
      return [createExtension(object)];
    case 'enum':
      return [createEnum(object)];
    case 'domain': {
      const later = object.checks.filter(({ validated }) => !validated);
      return [createDomain(object), ...later.map((check) => addDomainCheck(object, check))];
    }
    case 'composite type':
      return [createComposite(object)];
    case 'range type':
      return [createRange(object)];
    case 'sequence':
      return object.identity ? [] : [createSequence(object)];
    case 'table':
      return tableWithColumns(object, objects);
    case 'column':
      return [addColumn(object, identitySequence(object, objects)), ...storeColumn(object)];
    case 'view':
    case 'materialized view':
      return [createView(object), ...viewDefaults(object)];
    case 'function':
    case 'procedure':
      return comesWithType(object, objects) ? [] : [createRoutine(object)];
    default:
      return createAttached(object);
  }
}

/** A range type brings functions that make its values. */
function comesWithType(routine: RoutineObject, objects: readonly CatalogObject[]): boolean {
  const { language, schema, returns } = routine;
  return (
    language === 'internal' &&
    objects.some((one) => {
      const isRange = one.kind === 'range type' && one.schema === schema;
      return isRange && (returns === qualifiedName(one.schema, one.name) || returns === one.multirange);
    })
  );
}

function createAttached(object: CatalogObject): readonly string[] {
  switch (object.kind) {
    case 'aggregate':
      return [createAggregate(object)];
    case 'constraint':
      return [addConstraint(object)];
    case 'index':
      return [createIndex(object)];
    case 'trigger':
      return [createTrigger(object), ...(object.enabled === 'origin' ? [] : [enableTrigger(object)])];
    case 'rule':
      return createRule(object);
    case 'policy':
      return [createPolicy(object)];
    case 'statistics':
      return [createStatistics(object), ...(object.statisticsTarget === null ? [] : [measureStatistics(object)])];
    case 'event trigger':
      return createEventTrigger(object);
    case 'owner':
    case 'grant':
    case 'comment':
      return createAnnotation(object);
    default:
      return [];
  }
}

function tableWithColumns(table: TableObject, objects: readonly CatalogObject[]): readonly string[] {
  const columns = columnsOf(table, objects);
  return [createTable(table, columns, sequencesOf(table, objects)), ...columns.flatMap(storeColumn)];
}

/** In order of their places. */
export function columnsOf(table: TableObject, objects: readonly CatalogObject[]): readonly ColumnObject[] {
  return objects
    .filter(
      (one): one is ColumnObject => one.kind === 'column' && one.schema === table.schema && one.table === table.name,
    )
    .toSorted((a, b) => a.position - b.position);
}

function sequencesOf({ schema, name }: TableObject, objects: readonly CatalogObject[]): readonly SequenceObject[] {
  return objects.filter((one): one is SequenceObject => {
    return one.kind === 'sequence' && one.ownedBy?.schema === schema && one.ownedBy.table === name;
  });
}

function identitySequence(column: ColumnObject, objects: readonly CatalogObject[]): SequenceObject | null {
  const found = objects.find((one) => {
    return (
      one.kind === 'sequence' &&
      one.identity &&
      one.ownedBy?.schema === column.schema &&
      one.ownedBy.table === column.table &&
      one.ownedBy.column === column.name
    );
  });
  return (found as SequenceObject | undefined) ?? null;
}

function viewDefaults(view: Extract<CatalogObject, { kind: 'view' | 'materialized view' }>): readonly string[] {
  return view.columns.flatMap(({ name, default: value }) => {
    const alter = `ALTER VIEW ${qualified(view.schema, view.name)} ALTER COLUMN ${quoteIdentifier(name)}`;
    return value === null ? [] : [`${alter} SET DEFAULT ${value}`];
  });
}
