import type { Node, TypeName } from 'libpg-query';
import { strings } from '../../declared/tree-names.ts';
import { plainNames, serials } from '../../declared/type-family.ts';

/** A type as a column or a cast has it. */
export interface SqlType {
  /** The schema that is written; null for the server's own types and for what the path finds. */
  readonly schema: string | null;
  /** The server's short name: `int4`, `varchar`, `uuid`; or a type of the application's. */
  readonly name: string;
  /** What stands in parentheses: `[255]` of `varchar(255)`. */
  readonly modifiers: readonly number[];
  readonly isArray: boolean;
}

/** A type as the parser gives it; null for what is none of its own, such as `table.column%TYPE`. */
export function sqlType(type: TypeName | undefined): SqlType | null {
  const names = strings(type?.names);
  const last = names.at(-1);
  if (type === undefined || last === undefined || type.pct_type === true || type.setof === true) return null;
  const schema = names.length > 1 && names.at(-2) !== 'pg_catalog' ? (names.at(-2) ?? null) : null;
  return {
    schema,
    name: schema === null ? (serials[last] ?? last) : last,
    modifiers: (type.typmods ?? []).flatMap(modifier),
    isArray: (type.arrayBounds ?? []).length > 0,
  };
}

/** Whether the type is one of the serials, which bring a sequence and NOT NULL along. */
export function isSerial(type: TypeName | undefined): boolean {
  const names = strings(type?.names);
  return names.length === 1 && serials[names[0] ?? ''] !== undefined;
}

function modifier(node: Node): readonly number[] {
  return 'A_Const' in node && node.A_Const.ival !== undefined ? [node.A_Const.ival.ival ?? 0] : [];
}

/** A type of the server's own, by its short name. */
export function builtIn(name: string): SqlType {
  return { schema: null, name, modifiers: [], isArray: false };
}

/** Whether two types are the same, modifiers aside. */
export function isSameType(a: SqlType, b: SqlType): boolean {
  return (
    a.name === b.name && a.isArray === b.isArray && (a.schema === b.schema || a.schema === null || b.schema === null)
  );
}

/** Whether two types are the same to the last modifier. */
export function isIdenticalType(a: SqlType, b: SqlType): boolean {
  return isSameType(a, b) && a.modifiers.join() === b.modifiers.join();
}

/** A type in the words of its users: `character varying(255)`, `integer[]`. */
export function typeText({ schema, name, modifiers, isArray }: SqlType): string {
  const plain = schema === null ? (plainNames[name] ?? name) : `${schema}.${name}`;
  const [word = '', ...rest] = plain.split(' with');
  const inside = modifiers.length === 0 || name === 'interval' ? '' : `(${modifiers.join(', ')})`;
  return `${[`${word}${inside}`, ...rest].join(' with')}${isArray ? '[]' : ''}`;
}
