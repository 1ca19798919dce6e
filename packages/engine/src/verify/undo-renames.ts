import type { CatalogObject } from '../catalog/catalog-object.ts';
import { writtenIdentifier } from '../spelling/written-identifier.ts';
import type { Rename } from './rename.ts';
import { nameOf } from './words/names.ts';

type Value = null | string | number | boolean | readonly Value[] | { readonly [key: string]: Value };
type Fields = { readonly [key: string]: Value };

/** Fields whose text is what a server or a person wrote: names in them are compared by `undoInText`. */
const TEXTS: ReadonlySet<string> = new Set([
  'text',
  'default',
  'defaults',
  'predicate',
  'when',
  'using',
  'check',
  'body',
  'bound',
  'partitionKey',
  'comment',
]);

/** The objects of a live catalog with the names that they should have. */
export function undoRenames(objects: readonly CatalogObject[], renames: readonly Rename[]): readonly CatalogObject[] {
  if (renames.length === 0) return objects;
  const whole = new Map(renames.map(({ live, expected }) => [live, expected]));
  const rewrites = renames.map(rewriteOf);
  return objects.map((object) => {
    const renamed = whole.get(object);
    const named = renamed === undefined ? object : withNameOf(object, renamed);
    return rewrites.reduce(
      (value: Value, rewrite) => walk(value, rewrite),
      asFields(named),
    ) as unknown as CatalogObject;
  });
}

function asFields(object: CatalogObject): Fields {
  return object as unknown as Fields;
}

function withNameOf(object: CatalogObject, { name, schema, ...rest }: CatalogObject): CatalogObject {
  const signature = 'signature' in rest ? { signature: rest.signature } : {};
  const multirange = 'multirange' in rest ? { multirange: rest.multirange } : {};
  return { ...object, name, schema, ...signature, ...multirange } as CatalogObject;
}

/** How one rename is undone in a record, and in a text that names objects. */
interface Rewrite {
  record(fields: Fields): Fields;
  name(text: string): string;
}

const asItIs = (text: string): string => text;

function rewriteOf({ live, expected }: Rename): Rewrite {
  const record = (rewrite: (fields: Fields) => Fields, name: (text: string) => string = asItIs): Rewrite => ({
    record: rewrite,
    name,
  });
  switch (live.kind) {
    case 'schema':
      return record(
        (fields) => (fields.schema === live.name ? { ...fields, schema: expected.name } : fields),
        (text) => replaceToken(text, `${writtenIdentifier(live.name)}.`, `${writtenIdentifier(expected.name)}.`),
      );
    case 'table':
    case 'view':
    case 'materialized view':
    case 'sequence':
      return record(
        (fields) =>
          fields.schema === live.schema && fields.table === live.name
            ? { ...fields, schema: expected.schema, table: expected.name }
            : fields,
        qualified(live, expected),
      );
    case 'column':
      return record((fields) =>
        fields.schema === live.schema && fields.table === live.table
          ? withColumn(fields, live.name, expected.name)
          : fields,
      );
    default:
      return record((fields) => fields, qualified(live, expected));
  }
}

function qualified(live: CatalogObject, expected: CatalogObject): (text: string) => string {
  return (text) => replaceToken(text, nameOf(live), nameOf(expected));
}

/** Fields of a record about a table that hold names of its columns. */
function withColumn(fields: Fields, from: string, to: string): Fields {
  const swap = (value: Value): Value => (value === from ? to : value);
  const swapAll = (value: Value | undefined): Value => (Array.isArray(value) ? value.map(swap) : (value ?? null));
  const swapped: Record<string, Value> = {};
  for (const key of ['columns', 'include', 'onDeleteColumns']) if (key in fields) swapped[key] = swapAll(fields[key]);
  if ('column' in fields) swapped.column = swap(fields.column ?? null);
  if (Array.isArray(fields.keys)) {
    swapped.keys = fields.keys.map((key: Fields) => ({ ...key, column: swap(key.column ?? null) }));
  }
  return { ...fields, ...swapped };
}

function walk(value: Value, rewrite: Rewrite, key = ''): Value {
  if (typeof value === 'string')
    return TEXTS.has(key) || key === 'name' || key === 'kind' ? value : rewrite.name(value);
  if (Array.isArray(value)) return value.map((item: Value) => walk(item, rewrite, key));
  if (typeof value !== 'object' || value === null) return value;
  const fields = rewrite.record(value as Fields);
  return Object.fromEntries(Object.entries(fields).map(([name, item]) => [name, walk(item, rewrite, name)]));
}

/** Replaces a name where it stands alone, not as a part of another one. */
function replaceToken(text: string, from: string, to: string): string {
  if (!text.includes(from)) return text;
  const escaped = from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const end = /\.$/.test(from) ? '' : '(?![\\w$"])';
  return text.replace(new RegExp(`(?<![\\w$".])${escaped}${end}`, 'g'), () => to);
}

/**
 * Undoes renames in a text that a server wrote. It keeps the old name of a renamed table as an alias and of a renamed
 * column as the name of the output: both are said once again when they are the same.
 */
export function undoInText(renames: readonly Rename[]): (text: string) => string {
  return (text) =>
    renames.reduce((undone, { live, expected }) => {
      const from = writtenIdentifier(live.name);
      const to = writtenIdentifier(expected.name);
      const whole = live.kind === 'schema' ? undone : replaceToken(undone, nameOf(live), nameOf(expected));
      const bare = live.kind === 'schema' ? replaceToken(whole, `${from}.`, `${to}.`) : replaceBare(whole, from, to);
      return bare.replaceAll(`.${to} ${to}`, `.${to}`).replaceAll(`${to} AS ${to}`, to);
    }, text);
}

/** After a dot too: `users.email`. */
function replaceBare(text: string, from: string, to: string): string {
  const escaped = from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w$"])${escaped}(?![\\w$"])`, 'g'), () => to);
}
