import type { TypeName } from 'libpg-query';
import { strings } from './tree-names.ts';

/**
 * Types between which a column is rightly changed as time goes by. A table that an older migration widened from
 * integer to bigint still is what `CREATE TABLE IF NOT EXISTS` says; one that has integer for uuid is another table.
 */
const FAMILIES: readonly (readonly string[])[] = [
  ['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'money'],
  ['text', 'varchar', 'bpchar', 'name'],
  ['timestamp', 'timestamptz', 'date'],
  ['time', 'timetz'],
  ['json', 'jsonb'],
  ['inet', 'cidr'],
  ['bool'],
  ['uuid'],
  ['bytea'],
  ['interval'],
  ['xml'],
];

/** Of the types themselves, never changed between versions; those of arrays are looked up. */
const OIDS: Readonly<Record<string, number>> = {
  ...{ int2: 21, int4: 23, int8: 20, numeric: 1700, float4: 700, float8: 701, money: 790 },
  ...{ text: 25, varchar: 1043, bpchar: 1042, name: 19, timestamp: 1114, timestamptz: 1184, date: 1082 },
  ...{ time: 1083, timetz: 1266, json: 114, jsonb: 3802, inet: 869, cidr: 650, bool: 16, uuid: 2950 },
  ...{ bytea: 17, interval: 1186, xml: 142 },
};

/** A type of a family as an oid in SQL. */
export function typeOid(name: string): string {
  return String(OIDS[name] ?? `'pg_catalog.${name}'::pg_catalog.regtype`);
}

/** Every type that belongs to a family, and arrays of them: of other types nothing is said. */
export const knownTypes: readonly string[] = FAMILIES.flat().flatMap((name) => [name, `_${name}`]);

/** Words for a type with a sequence, and the type that the column then has. */
export const serials: Readonly<Record<string, string>> = {
  serial: 'int4',
  serial2: 'int2',
  serial4: 'int4',
  serial8: 'int8',
  smallserial: 'int2',
  bigserial: 'int8',
};

/** The types that a declared column may have; null when its type is none of the server's common ones. */
export function acceptedTypes(type: TypeName | undefined): { written: string; accepted: readonly string[] } | null {
  const names = strings(type?.names);
  const last = names.at(-1);
  if (type === undefined || last === undefined || type.setof || type.pct_type) return null;
  if (names.length > 1 && names[0] !== 'pg_catalog') return null;
  const name = serials[last] ?? last;
  const family = FAMILIES.find((members) => members.includes(name));
  if (family === undefined) return null;
  const isArray = (type.arrayBounds ?? []).length > 0;
  return {
    written: `${plainNames[name] ?? name}${isArray ? '[]' : ''}`,
    accepted: isArray ? family.map((member) => `_${member}`) : family,
  };
}

/** What people call the types that the parser gives by their short names. */
export const plainNames: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  bpchar: 'character',
  varchar: 'character varying',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
};
