import { writtenIdentifier } from '../spelling/written-identifier.ts';
import type { Building, Subject } from './building.ts';
import { qualifiedName } from './qualified-name.ts';

/** Owners, grants and comments of what was built; nothing when they were not read. */
export function buildAnnotations(building: Building, serverMajor: number): void {
  const { owners = [], grants = [], comments = [] } = building.rows;
  for (const [catalog, oid, role] of owners) {
    const on = building.subject(catalog, oid);
    // That of the schema public came with the server, and changed with 15.
    if (on === null || (on.identity === PUBLIC_SCHEMA && isServers(building, role))) continue;
    building.add({ kind: 'owner', ...placeOf(on), role: building.lookup.role(role) });
  }
  for (const [catalog, oid, column, owner, grantee, privileges] of grants) {
    const on = subjectOf(building, catalog, oid, column);
    if (on === null) continue;
    const list = withoutMaintain(privileges.split(','));
    if (grantee === owner && column === '0' && isAll(list, on.identity)) continue;
    if (grantee === '0' && on.identity === PUBLIC_SCHEMA && list.join() === initialOfPublic(serverMajor)) continue;
    building.add({ kind: 'grant', ...placeOf(on), grantee: building.lookup.role(grantee), privileges: list });
  }
  for (const [catalog, oid, column, comment] of comments) {
    const on = subjectOf(building, catalog, oid, column);
    if (on !== null) building.add({ kind: 'comment', ...placeOf(on), comment });
  }
}

const PUBLIC_SCHEMA = 'schema public';

/** The superuser who made the cluster, or the role that stands for the owner of a database. */
function isServers({ lookup }: Building, role: string): boolean {
  return role === '10' || lookup.role(role) === 'pg_database_owner';
}

function initialOfPublic(serverMajor: number): string {
  return serverMajor < 15 ? 'CREATE,USAGE' : 'USAGE';
}

function placeOf({ schema, name, identity }: Subject): { schema: string | null; name: string; on: string } {
  return { schema, name, on: identity };
}

/** Columns of views are no objects, and can have comments all the same. */
function subjectOf({ lookup, subject }: Building, catalog: string, oid: string, column: string): Subject | null {
  const whole = subject(catalog, oid);
  if (whole === null || column === '0') return whole;
  const relation = lookup.relations.get(oid);
  const [name] = lookup.columnNames(oid, [column]);
  if (relation === undefined || name === undefined) return null;
  const { schema } = relation;
  return { schema, name, identity: `column ${qualifiedName(schema, relation.name)}.${writtenIdentifier(name)}` };
}

const TABLE_PRIVILEGES = ['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE'];

/** Since 17 ALL includes MAINTAIN: whoever has all else has been given ALL. */
function withoutMaintain(privileges: readonly string[]): readonly string[] {
  const names = privileges.map((privilege) => privilege.replace('*', ''));
  const isWhole = TABLE_PRIVILEGES.every((privilege) => names.includes(privilege));
  return isWhole ? privileges.filter((privilege) => !privilege.startsWith('MAINTAIN')) : privileges;
}

/** What an owner has by being one, and so goes without saying. */
function isAll(privileges: readonly string[], identity: string): boolean {
  const kind = ['schema', 'sequence', 'function', 'procedure', 'aggregate'].find((one) =>
    identity.startsWith(`${one} `),
  );
  const own: Readonly<Record<string, string>> = {
    schema: 'CREATE,USAGE',
    sequence: 'SELECT,UPDATE,USAGE',
    function: 'EXECUTE',
    procedure: 'EXECUTE',
    aggregate: 'EXECUTE',
  };
  const isType = /^(enum|domain|composite type|range type) /.test(identity);
  return privileges.join() === (isType ? 'USAGE' : (own[kind ?? ''] ?? TABLE_PRIVILEGES.join()));
}
