import { TokenCursor, type TokenType } from './token-cursor.ts';

/**
 * One token, as PostgreSQL's lexer cuts it. Comments and white space are no tokens.
 *
 * - `word` a keyword or an unquoted name, as written
 * - `quoted-identifier` `"..."` and `U&"..."`
 * - `string` `'...'` with its prefix (`E`, `N`, `B`, `X`, `U&`); one that goes on in a later line is several tokens
 * - `dollar-string` `$tag$...$tag$`
 * - `number`, `parameter` (`$1`), `operator` (also `::`, `:=` and `..`)
 * - `punctuation` any other single character
 */
export interface Token {
  readonly type: TokenType;
  readonly text: string;
  /** UTF-16 offset into the text that was given. */
  readonly start: number;
  readonly end: number;
}

/** How to read the strings of a text; see {@link tokens}. */
export interface TokenOptions {
  /** Whether a backslash in `'...'` is an ordinary character; true by default, as in PostgreSQL. */
  readonly standardConformingStrings?: boolean;
}

/**
 * The tokens of a text, one after the other as they are asked for.
 *
 * @param text SQL, usually `statement.text`
 * @param options give the statement's `standardConformingStrings` here
 * @throws SplitError when a string, quoted identifier, dollar quote or comment is not closed
 * @example
 * ```ts
 * [...tokens('select a--b')].map((token) => token.text); // ['select', 'a']
 * ```
 */
export function* tokens(text: string, options: TokenOptions = {}): Generator<Token, void, undefined> {
  const cursor = new TokenCursor(text, 0, text.length, options.standardConformingStrings ?? true);
  while (cursor.advance()) {
    yield { type: cursor.type, text: cursor.text, start: cursor.start, end: cursor.end };
  }
}
