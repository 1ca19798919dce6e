import type { SqlType } from './sql-type.ts';

/** How easily a value becomes one of another type: unasked, when it is stored, only when it is asked for, or never. */
export type Cast = 'implicit' | 'assignment' | 'explicit' | 'none' | 'unknown';

/**
 * The casts between the common types on any of PostgreSQL 14 to 18, as pg_cast has them: implicit, on assignment,
 * explicit. What is missing here is missing on all of them.
 */
const CASTS: Readonly<Record<string, readonly [string, string, string]>> = {
  bit: ['varbit', '', 'int4 int8'],
  bool: ['', 'bpchar text varchar', 'int4'],
  box: ['', 'polygon', 'circle lseg point'],
  bpchar: ['name text varchar', '', 'xml'],
  bytea: ['', '', 'int2 int4 int8'],
  cidr: ['inet', 'bpchar text varchar', ''],
  circle: ['', '', 'box point polygon'],
  date: ['timestamp timestamptz', '', ''],
  float4: ['float8', 'int2 int4 int8 numeric', ''],
  float8: ['', 'float4 int2 int4 int8 numeric', ''],
  inet: ['', 'bpchar cidr text varchar', ''],
  int2: ['float4 float8 int4 int8 numeric oid', '', 'bytea'],
  int4: ['float4 float8 int8 numeric oid', 'int2 money', 'bit bool bytea'],
  int8: ['float4 float8 numeric oid', 'int2 int4 money', 'bit bytea'],
  interval: ['', 'time', ''],
  json: ['', 'jsonb', ''],
  jsonb: ['', 'json', 'bool float4 float8 int2 int4 int8 numeric'],
  line: ['', '', ''],
  lseg: ['', '', 'point'],
  macaddr: ['macaddr8', '', ''],
  macaddr8: ['macaddr', '', ''],
  money: ['', 'numeric', ''],
  name: ['text', 'bpchar varchar', ''],
  numeric: ['float4 float8', 'int2 int4 int8 money', ''],
  oid: ['', 'int4 int8', ''],
  path: ['', 'polygon', 'point'],
  point: ['', 'box', ''],
  polygon: ['', 'path', 'box circle point'],
  text: ['bpchar name varchar', '', 'xml'],
  time: ['interval timetz', '', ''],
  timestamp: ['timestamptz', 'date time', ''],
  timestamptz: ['', 'date time timestamp timetz', ''],
  timetz: ['', 'time', ''],
  tsquery: ['', '', ''],
  tsvector: ['', '', ''],
  uuid: ['', '', ''],
  varbit: ['bit', '', ''],
  varchar: ['bpchar name text', '', 'xml'],
  xml: ['', 'bpchar text varchar', ''],
};

/** Every type becomes one of these by its text, when it is stored; and these become every type, when it is asked for. */
const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar', 'bpchar', 'name']);

/** The types that something is known about. */
export const knownTypes: readonly string[] = Object.keys(CASTS);

/** Whether a type is one of the server's own that something is known about. */
export function isKnownType({ schema, name }: SqlType): boolean {
  return schema === null && name in CASTS;
}

/** How values of one type become another; `unknown` where a type of the application's is concerned. */
export function castOf(from: SqlType, to: SqlType): Cast {
  if (!isKnownType(from) || !isKnownType(to)) return 'unknown';
  if (from.isArray !== to.isArray) return byText(from.isArray ? '' : from.name, to.isArray ? '' : to.name);
  if (from.name === to.name) return 'implicit';
  const [implicit, assignment, explicit] = (CASTS[from.name] ?? ['', '', '']).map((names) => names.split(' '));
  if (implicit?.includes(to.name)) return 'implicit';
  if (assignment?.includes(to.name)) return 'assignment';
  if (explicit?.includes(to.name)) return 'explicit';
  // Of arrays the elements are cast, and their text counts as well.
  return byText(from.name, to.name);
}

function byText(from: string, to: string): Cast {
  if (TEXTS.has(to)) return 'assignment';
  return TEXTS.has(from) ? 'explicit' : 'none';
}
