import type { Catalog } from '../../catalog/catalog.ts';
import { qualified } from '../ddl/qualified.ts';
import type { PlanStep } from '../plan/plan-step.ts';
import { guarded } from './guarded.ts';

/** The statements of a repair in the two files that they make. */
export interface SplitPlan {
  /** All in one transaction: short locks. */
  readonly atOnce: readonly string[];
  /** One by one, without blocking anybody: what reads whole tables. */
  readonly oneByOne: readonly string[];
}

/**
 * Tells apart what takes long on tables that have rows: an index is built CONCURRENTLY, a constraint validated after it
 * was added, a key made of an index that is there, a column checked before it must not be empty.
 */
export function splitPlan(
  steps: readonly PlanStep[],
  live: Catalog,
  hasRows: (schema: string, table: string) => boolean,
): SplitPlan {
  const filled = new Set(
    live.objects.flatMap((one) => {
      const canWait = one.kind === 'table' && one.form === 'regular' && hasRows(one.schema, one.name);
      return canWait ? [qualified(one.schema, one.name)] : [];
    }),
  );
  const parts = steps.flatMap(({ statements }) => statements).map((statement) => split(statement, filled));
  return {
    atOnce: parts.flatMap(({ atOnce }) => atOnce).flatMap(guarded),
    oneByOne: parts.flatMap(({ oneByOne }) => oneByOne).flatMap(guarded),
  };
}

const NAME = '"(?:[^"]|"")*"';
const TABLE = String.raw`(${NAME}\.${NAME})`;
const INDEX = new RegExp(`^CREATE (UNIQUE )?INDEX (${NAME} ON ${TABLE} .*)$`, 's');
const VALIDATE = new RegExp(`^ALTER TABLE ${TABLE} VALIDATE CONSTRAINT `);
const KEY = new RegExp(
  `^ALTER TABLE ${TABLE} ADD CONSTRAINT (${NAME}) (PRIMARY KEY|UNIQUE)( NULLS NOT DISTINCT)? (\\([^()]*\\)(?: INCLUDE \\([^()]*\\))?)( DEFERRABLE .*)?$`,
);
const NOT_NULL = new RegExp(`^ALTER TABLE ${TABLE} ALTER COLUMN (${NAME}) SET NOT NULL$`);

function split(statement: string, filled: ReadonlySet<string>): SplitPlan {
  const index = INDEX.exec(statement);
  if (index !== null && filled.has(index[3] ?? '')) {
    return { atOnce: [], oneByOne: [`CREATE ${index[1] ?? ''}INDEX CONCURRENTLY ${index[2]}`] };
  }
  if (filled.has(VALIDATE.exec(statement)?.[1] ?? '')) return { atOnce: [], oneByOne: [statement] };
  const key = KEY.exec(statement);
  if (key !== null && filled.has(key[1] ?? '')) {
    const [, table, name, type, distinct = '', columns, waits = ''] = key;
    const made = `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${table} USING "btree" ${columns}${distinct}`;
    return {
      atOnce: [],
      oneByOne: [made, `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${type} USING INDEX ${name}${waits}`],
    };
  }
  const filledColumn = NOT_NULL.exec(statement);
  if (filledColumn !== null && filled.has(filledColumn[1] ?? '')) {
    const [, table, column = ''] = filledColumn;
    const check = `"heal_not_null_${column.slice(1, -1)}"`;
    return {
      atOnce: [`ALTER TABLE ${table} ADD CONSTRAINT ${check} CHECK (${column} IS NOT NULL) NOT VALID`],
      oneByOne: [
        `ALTER TABLE ${table} VALIDATE CONSTRAINT ${check}`,
        statement,
        `ALTER TABLE ${table} DROP CONSTRAINT ${check}`,
      ],
    };
  }
  return { atOnce: [statement], oneByOne: [] };
}
