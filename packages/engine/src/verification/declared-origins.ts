import type { ObjectKind } from '../catalog/catalog-object.ts';
import type { Declared, DeclaredKind } from '../declared/declared.ts';
import { declaredIn } from '../declared/declared-objects.ts';
import type { Parser } from '../declared/parser.ts';
import { sourceStatements } from '../declared/source-statement.ts';
import { PlumblineError } from '../errors.ts';
import { type Migration, parseMigration } from '../source/migration.ts';
import type { Finding, Origin } from '../verify/finding.ts';

/** What the files call a thing that the catalog calls so. */
const KINDS: Readonly<Partial<Record<DeclaredKind, readonly ObjectKind[]>>> = {
  schema: ['schema'],
  extension: ['extension'],
  table: ['table'],
  'foreign table': ['table'],
  view: ['view'],
  'materialized view': ['materialized view'],
  sequence: ['sequence'],
  column: ['column'],
  'primary key': ['constraint'],
  'unique key': ['constraint'],
  'foreign key': ['constraint'],
  check: ['constraint'],
  'exclusion constraint': ['constraint'],
  index: ['index'],
  trigger: ['trigger'],
  policy: ['policy'],
  type: ['enum', 'domain', 'composite type', 'range type'],
  function: ['function'],
  procedure: ['procedure'],
  aggregate: ['aggregate'],
};

/** How the server names what a file leaves without a name. */
const SUFFIXES: Readonly<Partial<Record<DeclaredKind, string>>> = {
  ...{ 'primary key': 'pkey', 'unique key': 'key', 'foreign key': 'fkey', check: 'check', index: 'idx' },
};

/**
 * Says where findings go back to by what the files declare, where no replay has been: the last file that declares the
 * object counts. What is made by dynamic SQL has no place.
 */
export function withDeclaredOrigins(
  findings: readonly Finding[],
  migrations: readonly Migration[],
  parser: Parser,
): readonly Finding[] {
  const places = new Map(migrations.flatMap((migration) => placesIn(migration, parser)));
  return findings.map((finding) => {
    if (!lacksOrigin(finding)) return finding;
    const { kind, schema, table, name } = finding.object;
    const origin = places.get(keyOf(kind, schema, table, name)) ?? places.get(keyOf(kind, null, table, name));
    return origin === undefined ? finding : { ...finding, origin };
  });
}

/** What no migration makes has no place in them. */
export function lacksOrigin({ origin, code }: Finding): boolean {
  return origin === null && !code.startsWith('extra-');
}

function placesIn(migration: Migration, parser: Parser): readonly (readonly [string, Origin])[] {
  return declarations(migration, parser).flatMap((declared) => {
    const { kind, schema, table, line, statement } = declared;
    const name = declared.name ?? givenName(declared);
    const origin = { migration: migration.name, file: migration.file, line, statement: statement + 1 };
    return name === null ? [] : (KINDS[kind] ?? []).map((each) => [keyOf(each, schema, table, name), origin] as const);
  });
}

/** A file that cannot be split declares nothing; whoever runs it is told. */
function declarations(migration: Migration, parser: Parser): readonly Declared[] {
  try {
    return declaredIn(parser, sourceStatements(parseMigration(migration)));
  } catch (error) {
    if (error instanceof PlumblineError) return [];
    throw error;
  }
}

function givenName({ kind, table, columns }: Declared): string | null {
  const suffix = SUFFIXES[kind];
  if (suffix === undefined || table === null) return null;
  const of = kind === 'primary key' ? [] : (columns ?? []).map((column) => column ?? 'expr');
  return [table, ...of, suffix].join('_');
}

function keyOf(kind: ObjectKind, schema: string | null, table: string | null, name: string): string {
  return JSON.stringify([kind, schema, table, name]);
}
