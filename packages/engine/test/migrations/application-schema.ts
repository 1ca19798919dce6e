import { readFileSync } from 'node:fs';

interface Facts {
  readonly tables: readonly {
    readonly name: string;
    readonly file: string;
    readonly columns: readonly (readonly [name: string, definition: string])[];
  }[];
  readonly functions: readonly string[];
  readonly triggers: readonly (readonly [name: string, table: string])[];
}

/** What the migrations are responsible for: `pk`, `nn` (not null), `uq` (unique), `-> t` (meant to refer to t). */
export const facts: Facts = JSON.parse(
  readFileSync(new URL('../fixtures/application-schema.json', import.meta.url), 'utf8'),
);

export interface Reference {
  readonly table: string;
  readonly column: string;
  readonly target: string;
}

/** Every column that was written as uuid and means a user or a conversation. */
export const uuidReferences: readonly Reference[] = facts.tables.flatMap(({ name, columns }) =>
  columns.flatMap(([column, definition]) => {
    const target = /^uuid.*-> (users|conversations)$/.exec(definition)?.[1];
    return target === undefined ? [] : [{ table: name, column, target }];
  }),
);

/** The tables that have such columns. */
export const referencingTables: readonly string[] = [...new Set(uuidReferences.map(({ table }) => table))];
