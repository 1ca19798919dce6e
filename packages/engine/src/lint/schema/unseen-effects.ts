/** What SQL that is put together at run time may do, by the pieces it is put together from. */
export interface UnseenEffects {
  /** Columns that may get another type: null stands for any column, and for any type. */
  readonly retypes: readonly { readonly column: string | null; readonly type: string | null }[];
  /** It may make relations of these names; `any` of every name. */
  readonly creates: readonly string[] | 'any';
  /** It may drop, rename or move what it names. */
  readonly takes: boolean;
  readonly addsColumns: boolean;
  readonly addsKeys: boolean;
  /** It goes through the catalogs, so it may do so to every table, also to those that it does not name. */
  readonly isBroad: boolean;
}

const NAME = String.raw`(?:"([^"]+)"|([a-z_][\w$]*)|(%\S*|'))`;
const RETYPE = new RegExp(
  String.raw`\balter\s+(?:column\s+)?${NAME}\s+(?:set\s+data\s+)?type\s+([a-z_]\w*|%\S*|')`,
  'gi',
);
const CREATE = new RegExp(
  String.raw`\bcreate\s+(?:or\s+replace\s+)?(?:unlogged\s+|foreign\s+|materialized\s+|recursive\s+)*(?:table|view|sequence)\s+` +
    String.raw`(?:if\s+not\s+exists\s+)?(?:%[^\s.]*\.|"?\w+"?\.)?${NAME}`,
  'gi',
);
const TAKES =
  /\b(?:drop\s+(?:table|column|schema|view|foreign|materialized|type|domain|owned)|rename|set\s+schema|inherit)\b/i;
const COLUMNS = /\badd\s+(?:column\b|(?!constraint|primary|unique|foreign|check|exclude)["%\w])/i;
const KEYS = /\b(?:unique|primary\s+key)\b/i;
const DDL = /\b(?:create|alter|drop)\b/i;
const DATA =
  /^\s*(?:insert|update|delete|select|grant|revoke|comment|truncate|analyze|lock|refresh|reindex|notify|with|set|call)\b/i;
const CATALOGS = /\b(?:information_schema|pg_tables|pg_class)\b/i;

/**
 * @param text the whole text that the pieces stand in: a body of a DO block or of a function
 * @param pieces the literals in it; the whole text where it is not known which of it is run
 */
export function unseenEffects(text: string, pieces: readonly string[]): UnseenEffects {
  const all = pieces.join('\n');
  const isBroad = CATALOGS.test(text) || (/\bpg_attribute\b/i.test(text) && !/\battrelid\s*=/i.test(text));
  if (!DDL.test(all)) {
    // Only data; or the command itself comes from elsewhere, and can be anything.
    const isData = pieces.some((piece) => DATA.test(piece));
    return isData ? NOTHING : ANYTHING;
  }
  return {
    retypes: [...all.matchAll(RETYPE)].map(([, quoted, plain, , type = '']) => ({
      column: quoted ?? plain?.toLowerCase() ?? null,
      type: /^\w/.test(type) ? type.toLowerCase() : null,
    })),
    creates: created(all),
    takes: TAKES.test(all),
    addsColumns: COLUMNS.test(all),
    addsKeys: KEYS.test(all),
    isBroad,
  };
}

function created(all: string): readonly string[] | 'any' {
  const names = [...all.matchAll(CREATE)].map(([, quoted, plain]) => quoted ?? plain?.toLowerCase() ?? null);
  const known = names.filter((name) => name !== null);
  return known.length < names.length || /\bcreate\s+%/i.test(all) ? 'any' : known;
}

const NOTHING: UnseenEffects = {
  ...{ retypes: [], creates: [], takes: false, addsColumns: false, addsKeys: false, isBroad: false },
};

/** What a command that comes from nowhere may do. */
export const ANYTHING: UnseenEffects = {
  retypes: [{ column: null, type: null }],
  creates: 'any',
  takes: true,
  addsColumns: true,
  addsKeys: true,
  isBroad: true,
};
