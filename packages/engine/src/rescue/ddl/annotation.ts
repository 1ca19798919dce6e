import type { CommentObject, GrantObject, OwnerObject } from '../../catalog/annotation-objects.ts';
import { quoteIdentifier, quoteLiteral } from '../../db/quote.ts';

/**
 * Owner, comment or privileges of an object. The object is named by its identity, `table public.users`, which is what
 * these statements want but for the kinds that they call otherwise.
 */
export function createAnnotation(object: OwnerObject | GrantObject | CommentObject): readonly string[] {
  switch (object.kind) {
    case 'comment':
      return [`COMMENT ON ${commanded(object.on)} IS ${quoteLiteral(object.comment)}`];
    case 'owner':
      return [`ALTER ${commanded(object.on)} OWNER TO ${quoteIdentifier(object.role)}`];
    default:
      return grants(object);
  }
}

function grants({ on, grantee, privileges }: GrantObject): readonly string[] {
  const to = grantee === 'public' ? 'PUBLIC' : quoteIdentifier(grantee);
  const column = /^column (.*)\.("(?:[^"]|"")*"|[^."]+)$/.exec(on);
  const target = column === null ? granted(on) : `TABLE ${column[1]}`;
  const inColumn = column === null ? '' : ` (${column[2]})`;
  return privileges.map((privilege) => {
    const option = privilege.endsWith('*');
    const name = option ? privilege.slice(0, -1) : privilege;
    return `GRANT ${name}${inColumn} ON ${target} TO ${to}${option ? ' WITH GRANT OPTION' : ''}`;
  });
}

/** A kind as the commands COMMENT ON and ALTER have it. */
function commanded(identity: string): string {
  return identity
    .replace(/^(enum|composite type|range type) /, 'TYPE ')
    .replace(/^constraint (.*) on domain /, 'CONSTRAINT $1 ON DOMAIN ');
}

/** A kind as GRANT has it: whatever holds rows is a table there. */
function granted(identity: string): string {
  return identity
    .replace(/^(view|materialized view) /, 'TABLE ')
    .replace(/^(enum|composite type|range type|domain) /, 'TYPE ');
}
