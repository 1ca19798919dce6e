import { SEMICOLON } from './characters.ts';
import { TokenCursor } from './token-cursor.ts';

/** After these a PL/pgSQL statement begins. */
const BEFORE_STATEMENT: readonly string[] = ['begin', 'then', 'else', 'loop'];

/**
 * Whether the body of a DO statement seems to hold a COMMIT or ROLLBACK of its own: one that stands where a PL/pgSQL
 * statement begins. Bodies in other languages are not looked into.
 */
export function commitsInBody(statement: TokenCursor): boolean {
  let body: string | null = null;
  let language = 'plpgsql';
  while (statement.advance()) {
    if (statement.is('language') && statement.advance()) language = unquoted(statement).toLowerCase();
    else if (statement.type === 'dollar-string' || statement.type === 'string') body ??= unquoted(statement);
  }
  return body !== null && language === 'plpgsql' && commits(body);
}

function commits(body: string): boolean {
  const cursor = new TokenCursor(body, 0, body.length, true);
  let begins = true;
  try {
    while (cursor.advance()) {
      if (begins && (cursor.is('commit') || cursor.is('rollback'))) return isWholeStatement(cursor);
      begins =
        cursor.isPunctuation(SEMICOLON) ||
        (cursor.type === 'operator' && cursor.text === '>>') ||
        BEFORE_STATEMENT.some((word) => cursor.is(word));
    }
  } catch {
    // A body that cannot be read is the server's to refuse.
  }
  return false;
}

/** COMMIT; or COMMIT AND [NO] CHAIN; and not a variable of that name, as in `commit := 1`. */
function isWholeStatement(cursor: TokenCursor): boolean {
  return cursor.advance() && (cursor.isPunctuation(SEMICOLON) || cursor.is('and'));
}

function unquoted(token: TokenCursor): string {
  const { text } = token;
  if (token.type === 'dollar-string') {
    const tag = text.indexOf('$', 1) + 1;
    return text.slice(tag, -tag);
  }
  if (token.type !== 'string') return text;
  return text.slice(text.indexOf("'") + 1, -1).replaceAll("''", "'");
}
