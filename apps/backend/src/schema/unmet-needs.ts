import type { Needs, Right, TableNeeds } from './needs.ts';

/** A table as it is found. */
export interface FoundTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly required: boolean }[];
  readonly rights: readonly Right[];
  readonly unique: readonly (readonly string[])[];
  /** Sequences of its columns that this role may not take numbers from. */
  readonly closedSequences: readonly string[];
}

/** Something that the code needs and that is not so. */
export interface UnmetNeed {
  /** `table ai_agent_providers`, `column system_performance_metrics.value`, `function f(integer)`. */
  readonly object: string;
  readonly table: string | null;
  readonly column: string | null;
  /** One sentence: what is the matter. */
  readonly message: string;
  readonly remedy: string;
}

const bringBack =
  'Apply the pending migrations (`plumbline migrate`). If `plumbline status` says that they are applied, it was dropped or never made: `plumbline verify` says what brings it back.';

/** What the code needs and does not find. Pure. */
export function unmetNeeds(
  needs: Needs,
  tables: readonly FoundTable[],
  functions: readonly string[],
): readonly UnmetNeed[] {
  const found = new Map(tables.map((table) => [table.name, table]));
  return [
    ...Object.entries(needs.tables).flatMap(([name, wanted]) => {
      const table = found.get(name);
      return table === undefined ? [missingTable(name)] : inTable(name, wanted, table);
    }),
    ...needs.functions.filter((signature) => !functions.includes(signature)).map(missingFunction),
  ];
}

function missingTable(name: string): UnmetNeed {
  return {
    object: `table ${name}`,
    table: name,
    column: null,
    message: `The table ${name} is missing.`,
    remedy: bringBack,
  };
}

function missingFunction(signature: string): UnmetNeed {
  const message = `The function ${signature} is missing, or this role may not call it.`;
  return { object: `function ${signature}`, table: null, column: null, message, remedy: bringBack };
}

function inTable(name: string, wanted: TableNeeds, table: FoundTable): readonly UnmetNeed[] {
  const about = (message: string, remedy: string, column: string | null = null): UnmetNeed => ({
    object: column === null ? `table ${name}` : `column ${name}.${column}`,
    table: name,
    column,
    message,
    remedy,
  });
  const types = new Map(table.columns.map((column) => [column.name, column.type]));
  const inserts = wanted.rights.includes('insert');
  return [
    ...Object.entries(wanted.columns).flatMap(([column, type]) => {
      const live = types.get(column);
      if (live === type) return [];
      return live === undefined
        ? [about(`The column ${column} of ${name} is missing.`, bringBack, column)]
        : [about(`The column ${column} of ${name} is ${live}, and the code needs ${type}.`, bringBack, column)];
    }),
    ...table.columns
      .filter((column) => inserts && column.required && wanted.columns[column.name] === undefined)
      .map((column) =>
        about(
          `The column ${column.name} of ${name} must be given and has no default, and this build does not know it.`,
          'Give the column a default, or deploy the build that fills it.',
          column.name,
        ),
      ),
    ...wanted.rights
      .filter((right) => !table.rights.includes(right))
      .map((right) =>
        about(
          `This role may not ${right} in ${name}.`,
          `GRANT ${right.toUpperCase()} ON ${name} TO the role of DATABASE_URL.`,
        ),
      ),
    ...(wanted.unique ?? [])
      .filter((columns) => !table.unique.some((key) => isSameSet(key, columns)))
      .map((columns) => about(`${name} has no unique key on ${columns.join(', ')}.`, bringBack)),
    ...table.closedSequences
      .filter(() => inserts)
      .map((sequence) =>
        about(
          `This role may not take numbers from ${sequence}, so it cannot insert into ${name}.`,
          `GRANT USAGE ON SEQUENCE ${sequence} TO the role of DATABASE_URL.`,
        ),
      ),
  ];
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}
