import { CLOSE_PARENTHESIS, COMMA, DOT, OPEN_PARENTHESIS } from './characters.ts';
import { TokenCursor } from './token-cursor.ts';

/** What classification needs of a statement. */
export interface StatementText {
  readonly text: string;
  readonly standardConformingStrings: boolean;
}

/** Kinds of objects whose name has several words; those of one word are taken as they are. */
const LONG_OBJECTS: ReadonlySet<string> = new Set([
  'access method',
  'default privileges',
  'event trigger',
  'foreign data wrapper',
  'foreign table',
  'large object',
  'materialized view',
  'operator class',
  'operator family',
  'text search configuration',
  'text search dictionary',
  'text search parser',
  'text search template',
  'user mapping',
]);

/** Words between CREATE, ALTER or DROP and the kind of object. */
const MODIFIERS: ReadonlySet<string> = new Set(
  'or replace global local temp temporary unlogged unique recursive trusted procedural default constraint'.split(' '),
);

/** Commands whose kind is not simply their first word. */
const FIRST_WORDS: Readonly<Record<string, string>> = {
  abort: 'ROLLBACK',
  analyse: 'ANALYZE',
  close: 'CLOSE CURSOR',
  declare: 'DECLARE CURSOR',
  end: 'COMMIT',
  import: 'IMPORT FOREIGN SCHEMA',
  lock: 'LOCK TABLE',
  reassign: 'REASSIGN OWNED',
  refresh: 'REFRESH MATERIALIZED VIEW',
  security: 'SECURITY LABEL',
  start: 'START TRANSACTION',
  table: 'SELECT',
  truncate: 'TRUNCATE TABLE',
  values: 'SELECT',
};

const MAIN_VERBS: ReadonlySet<string> = new Set(['select', 'insert', 'update', 'delete', 'merge', 'values', 'table']);

/**
 * The command of a statement as PostgreSQL's command tags name it: `CREATE TABLE`, `INSERT`, `ROLLBACK TO SAVEPOINT`.
 * `WITH` is resolved to its main verb. It is told by words alone; `''` when the statement begins with none.
 */
export function commandKind(statement: StatementText): string {
  const cursor = new TokenCursor(statement.text, 0, statement.text.length, statement.standardConformingStrings);
  if (!cursor.advance()) return '';
  if (cursor.isPunctuation(OPEN_PARENTHESIS)) return 'SELECT';
  const first = word(cursor);
  switch (first) {
    case 'create':
    case 'alter':
    case 'drop':
      return objectCommand(first, cursor);
    case 'with':
      return afterCommonTables(cursor);
    case 'select':
      return hasTopLevel(cursor, 'into') ? 'SELECT INTO' : 'SELECT';
    case 'commit':
    case 'rollback':
      return endOfTransaction(first, cursor);
    case 'prepare':
      return cursor.advance() && cursor.is('transaction') ? 'PREPARE TRANSACTION' : 'PREPARE';
    case 'set':
      return cursor.advance() && cursor.is('constraints') ? 'SET CONSTRAINTS' : 'SET';
    case 'deallocate':
      return cursor.advance() && cursor.is('all') ? 'DEALLOCATE ALL' : 'DEALLOCATE';
    case 'discard':
      return cursor.advance() ? `DISCARD ${cursor.is('temporary') ? 'TEMP' : cursor.text.toUpperCase()}` : 'DISCARD';
    case 'grant':
    case 'revoke':
      return hasTopLevel(cursor, 'on') ? first.toUpperCase() : `${first.toUpperCase()} ROLE`;
    default:
      return FIRST_WORDS[first] ?? first.toUpperCase();
  }
}

/** The unquoted word in small letters, `''` for any other token. */
function word(cursor: TokenCursor): string {
  return cursor.type === 'word' ? cursor.text.toLowerCase() : '';
}

function objectCommand(verb: string, cursor: TokenCursor): string {
  const words: string[] = [];
  while (words.length < 3 && cursor.advance()) {
    const next = word(cursor);
    if (words.length === 1 && words[0] === 'default' && next !== 'privileges') words.pop();
    if (words.length === 0 && next !== 'default' && MODIFIERS.has(next)) continue;
    words.push(next);
    if (words.length === 1 && next === 'table') break;
  }
  const long = [words.slice(0, 3).join(' '), words.slice(0, 2).join(' ')].find((name) => LONG_OBJECTS.has(name));
  const object = long ?? words[0] ?? '';
  if (verb === 'create' && object === 'table' && hasTopLevel(cursor, 'as')) return 'CREATE TABLE AS';
  const tag = object === 'user' || object === 'group' ? 'role' : object;
  return `${verb} ${tag}`.trim().toUpperCase();
}

/** The main verb of WITH: the first one outside parentheses that is not the name of a common table expression. */
function afterCommonTables(cursor: TokenCursor): string {
  let depth = 0;
  let named = true;
  while (cursor.advance()) {
    if (cursor.isPunctuation(OPEN_PARENTHESIS)) depth++;
    else if (cursor.isPunctuation(CLOSE_PARENTHESIS)) depth--;
    else if (depth === 0 && !named && MAIN_VERBS.has(word(cursor)))
      return FIRST_WORDS[word(cursor)] ?? word(cursor).toUpperCase();
    named = cursor.is('recursive') || cursor.isPunctuation(COMMA);
  }
  return 'SELECT';
}

function endOfTransaction(first: string, cursor: TokenCursor): string {
  while (cursor.advance()) {
    if (cursor.is('prepared')) return `${first.toUpperCase()} PREPARED`;
    if (cursor.is('to')) return 'ROLLBACK TO SAVEPOINT';
  }
  return first.toUpperCase();
}

/** Whether a reserved word follows outside parentheses, and not as the name of a column. */
export function hasTopLevel(cursor: TokenCursor, reserved: string): boolean {
  let depth = 0;
  let isName = false;
  while (cursor.advance()) {
    if (cursor.isPunctuation(OPEN_PARENTHESIS)) depth++;
    else if (cursor.isPunctuation(CLOSE_PARENTHESIS)) depth--;
    else if (depth === 0 && !isName && cursor.is(reserved)) return true;
    isName = cursor.is('as') || cursor.isPunctuation(DOT);
  }
  return false;
}
