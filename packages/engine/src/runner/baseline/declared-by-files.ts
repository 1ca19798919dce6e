import { bodyStatements } from '../../diagnose/declared-objects.ts';
import { tableElements } from '../../diagnose/table-elements.ts';
import { type TokenReader, tokenReader } from '../../diagnose/token-reader.ts';
import type { FilePosition } from '../../errors.ts';
import type { ParsedMigration } from '../../source/migration.ts';

/** Something that a chain of files brings into being and leaves there. Names as the server folds them. */
export interface ChainObject {
  readonly kind: 'schema' | 'relation' | 'column' | 'function' | 'type';
  /** Null when the statement does not say. */
  readonly schema: string | null;
  /** The table of a column. */
  readonly owner: string | null;
  readonly name: string;
  readonly migration: string;
  readonly position: FilePosition;
}

type Named = Pick<ChainObject, 'kind' | 'schema' | 'owner' | 'name'>;
type Source = Pick<ChainObject, 'migration' | 'position'>;
type Kind = ChainObject['kind'];

/** The kind of object by the word after CREATE, ALTER or DROP. */
const KINDS: Readonly<Record<string, Kind>> = {
  ...{ table: 'relation', view: 'relation', sequence: 'relation' },
  ...{ function: 'function', procedure: 'function', aggregate: 'function', routine: 'function' },
  ...{ type: 'type', domain: 'type', schema: 'schema' },
};
const MODIFIERS: ReadonlySet<string> = new Set(
  'or replace global local unlogged foreign materialized recursive'.split(' '),
);

/**
 * What files, run in this order, leave behind, by the words of their statements: what a later one drops or renames is
 * followed. Statements in DO blocks count; SQL that is put together at run time cannot be seen.
 */
export function declaredByFiles(files: readonly ParsedMigration[]): readonly ChainObject[] {
  let objects: readonly ChainObject[] = [];
  for (const file of files) {
    for (const { text, kind, line, column } of file.statements) {
      const source = { migration: file.name, position: { file: file.file, line, column } };
      const parts = kind === 'DO' ? bodyStatements(text, ['create', 'alter', 'drop']) : [text];
      for (const part of parts) objects = after(objects, part, source);
    }
  }
  return objects;
}

function after(objects: readonly ChainObject[], sql: string, source: Source): readonly ChainObject[] {
  const reader = tokenReader(sql);
  const verb = reader.word;
  if (verb !== 'create' && verb !== 'alter' && verb !== 'drop') return objects;
  reader.skip();
  while (MODIFIERS.has(reader.word)) reader.skip();
  const kind = KINDS[reader.word];
  if (kind === undefined) return objects;
  reader.skip();
  if (verb === 'create') return put(objects, created(reader, kind, sql), source);
  if (verb === 'drop') return dropped(objects, reader, kind);
  return altered(objects, reader, kind, sql, source);
}

function created(reader: TokenReader, kind: Kind, sql: string): readonly Named[] {
  reader.accept('if', 'not', 'exists');
  // CREATE SCHEMA AUTHORIZATION joe makes the schema joe.
  if (kind === 'schema') reader.accept('authorization');
  const named = nameOf(reader, kind);
  return named === null ? [] : [named, ...columnsIn(sql)];
}

function dropped(objects: readonly ChainObject[], reader: TokenReader, kind: Kind): readonly ChainObject[] {
  reader.accept('if', 'exists');
  let left = objects;
  for (let named = nameOf(reader, kind); named !== null; named = nameOf(reader, kind)) {
    left = without(left, named);
    if (reader.word === '(') reader.skipGroup();
    if (!reader.accept(',')) break;
  }
  return left;
}

function altered(
  objects: readonly ChainObject[],
  reader: TokenReader,
  kind: Kind,
  sql: string,
  source: Source,
): readonly ChainObject[] {
  reader.accept('if', 'exists');
  reader.accept('only');
  const named = nameOf(reader, kind);
  if (named === null) return objects;
  if (reader.word === '(') reader.skipGroup();
  if (reader.accept('rename')) return renamed(objects, reader, named, source);
  if (reader.accept('set', 'schema')) {
    const [schema = null] = reader.name();
    return objects.map((object) => (isPartOf(object, named) ? { ...object, schema } : object));
  }
  if (kind !== 'relation') return objects;
  return put(withoutColumns(objects, reader, named), columnsIn(sql), source);
}

/** `RENAME TO b`, `RENAME [COLUMN] a TO b`; of a constraint, a value or an attribute nothing here knows. */
function renamed(
  objects: readonly ChainObject[],
  reader: TokenReader,
  named: Named,
  source: Source,
): readonly ChainObject[] {
  if (reader.accept('to')) {
    const [name = named.name] = reader.name();
    return objects.map((object) => {
      if (named.kind === 'schema') {
        if (object.kind === 'schema' && object.name === named.name) return { ...object, name };
        return object.schema === named.name ? { ...object, schema: name } : object;
      }
      if (!isPartOf(object, named)) return object;
      return object.kind === 'column' ? { ...object, owner: name } : { ...object, name };
    });
  }
  if (named.kind !== 'relation' || reader.accept('constraint')) return objects;
  reader.accept('column');
  const [from] = reader.name();
  const [to] = reader.accept('to') ? reader.name() : [];
  if (from === undefined || to === undefined) return objects;
  const column: Named = { kind: 'column', schema: named.schema, owner: named.name, name: to };
  return put(without(objects, { ...column, name: from }), [column], source);
}

/** `DROP [COLUMN] [IF EXISTS] a` among the actions of ALTER TABLE. */
function withoutColumns(objects: readonly ChainObject[], reader: TokenReader, table: Named): readonly ChainObject[] {
  let left = objects;
  while (reader.token !== undefined) {
    if (reader.accept('drop') && reader.word !== 'constraint') {
      reader.accept('column');
      reader.accept('if', 'exists');
      const [name] = reader.name();
      if (name !== undefined) left = without(left, { kind: 'column', schema: table.schema, owner: table.name, name });
    }
    while (reader.token !== undefined && reader.word !== ',') reader.skipGroup();
    reader.skip();
  }
  return left;
}

function columnsIn(sql: string): readonly Named[] {
  const elements = tableElements(sql);
  if (elements === null) return [];
  const owner = elements.table.at(-1) ?? '';
  const schema = elements.table.at(-2) ?? null;
  return elements.columns.map(({ name }) => ({ kind: 'column', schema, owner, name }));
}

function nameOf(reader: TokenReader, kind: Kind): Named | null {
  const parts = reader.name();
  const name = parts.at(-1);
  return name === undefined ? null : { kind, schema: parts.at(-2) ?? null, owner: null, name };
}

function put(objects: readonly ChainObject[], named: readonly Named[], source: Source): readonly ChainObject[] {
  const fresh = named.filter((one) => !objects.some((object) => isSame(object, one)));
  return [...objects, ...fresh.map((one) => ({ ...one, ...source }))];
}

function without(objects: readonly ChainObject[], named: Named): readonly ChainObject[] {
  if (named.kind === 'schema')
    return objects.filter((object) => !isSame(object, named) && object.schema !== named.name);
  return objects.filter((object) => !isPartOf(object, named));
}

/** The object itself, or a column of it. */
function isPartOf(object: ChainObject, named: Named): boolean {
  if (isSame(object, named)) return true;
  const isColumn = named.kind === 'relation' && object.kind === 'column';
  return isColumn && object.owner === named.name && sameSchema(object, named);
}

function isSame(a: Named, b: Named): boolean {
  return a.kind === b.kind && a.name === b.name && a.owner === b.owner && sameSchema(a, b);
}

/** One that is not said may be any. */
function sameSchema(a: Named, b: Named): boolean {
  return a.schema === b.schema || a.schema === null || b.schema === null;
}
