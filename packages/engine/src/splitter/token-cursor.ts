import {
  AMPERSAND,
  COLON,
  DOLLAR,
  DOT,
  DOUBLE_QUOTE,
  EQUALS,
  isDigit,
  isWordStart,
  QUOTE,
  SMALL,
  wordEnd,
} from './characters.ts';
import { afterTrivia } from './comments.ts';
import { continuationAt, dollarQuoteEnd, dollarTagEnd, quotedEnd } from './literals.ts';
import { isOperatorCharacter, numberEnd, operatorEnd } from './operators.ts';
import { unterminatedDollarQuote, unterminatedIdentifier, unterminatedString } from './unterminated.ts';

/** What a token is; see {@link Token}. */
export type TokenType =
  | 'word'
  | 'quoted-identifier'
  | 'string'
  | 'dollar-string'
  | 'number'
  | 'parameter'
  | 'operator'
  | 'punctuation';

/**
 * Reads a range of a script token by token, exactly and without creating anything per token.
 * `advance` moves to the next token; `type`, `start` and `end` describe the one it stands on.
 */
export class TokenCursor {
  readonly sql: string;
  readonly limit: number;
  type: TokenType = 'punctuation';
  start: number;
  end: number;
  readonly #standardConformingStrings: boolean;
  /** Of the literal piece just read: whether its escapes go on in a continuation, and where its first piece began. */
  #escapes = false;
  #literalStart = -1;

  constructor(sql: string, from: number, limit: number, standardConformingStrings: boolean) {
    this.sql = sql;
    this.limit = limit;
    this.start = from;
    this.end = from;
    this.#standardConformingStrings = standardConformingStrings;
  }

  /** Moves to the next token; false at the end of the range. @throws SplitError for anything left open */
  advance(): boolean {
    const before = this.end;
    const at = afterTrivia(this.sql, before, this.limit);
    const continued = this.#literalStart >= 0 && this.type === 'string' ? this.#literalStart : -1;
    this.start = at;
    if (at >= this.limit) return false;
    const code = this.sql.charCodeAt(at);
    if (continued >= 0 && code === QUOTE && continuationAt(this.sql, before, this.limit) === at) {
      this.#string(continued, at + 1, this.#escapes);
    } else if (isWordStart(code)) this.#word(code, at);
    else if (code === QUOTE) this.#string(at, at + 1, !this.#standardConformingStrings);
    else if (code === DOUBLE_QUOTE) this.#identifier(at + 1);
    else if (code === DOLLAR) this.#dollar(at);
    else if (isDigit(code) || (code === DOT && isDigit(this.sql.charCodeAt(at + 1)))) {
      this.#set('number', numberEnd(this.sql, at, this.limit));
    } else if (isOperatorCharacter(code)) this.#set('operator', operatorEnd(this.sql, at, this.limit));
    else this.#punctuation(code, at);
    return true;
  }

  /** Whether the token is this unquoted word. @param word in small ASCII letters */
  is(word: string): boolean {
    if (this.type !== 'word' || this.end - this.start !== word.length) return false;
    for (let index = 0; index < word.length; index++) {
      const code = this.sql.charCodeAt(this.start + index);
      const small = code >= 0x41 && code <= 0x5a ? code | SMALL : code;
      if (small !== word.charCodeAt(index)) return false;
    }
    return true;
  }

  /** Whether the token is this one character of punctuation. */
  isPunctuation(code: number): boolean {
    return this.type === 'punctuation' && this.sql.charCodeAt(this.start) === code;
  }

  /** The token as it is written. */
  get text(): string {
    return this.sql.slice(this.start, this.end);
  }

  #set(type: TokenType, end: number): void {
    this.type = type;
    this.end = end;
  }

  #word(code: number, at: number): void {
    const small = code | SMALL;
    const next = at + 1 < this.limit ? this.sql.charCodeAt(at + 1) : 0;
    const third = next === AMPERSAND && small === 0x75 && at + 2 < this.limit ? this.sql.charCodeAt(at + 2) : 0;
    if (third === QUOTE) this.#string(at, at + 3, false);
    else if (third === DOUBLE_QUOTE) this.#identifier(at + 3);
    else if (next === QUOTE && small === 0x65) this.#string(at, at + 2, true);
    else if (next === QUOTE && (small === 0x62 || small === 0x78)) this.#string(at, at + 2, false);
    // PostgreSQL reads the N as a word and the string after it on its own: the opener is the quote.
    else if (next === QUOTE && small === 0x6e) this.#string(at + 1, at + 2, !this.#standardConformingStrings);
    else this.#set('word', wordEnd(this.sql, at, this.limit));
  }

  #string(literalStart: number, from: number, escapes: boolean): void {
    const end = quotedEnd(this.sql, from, this.limit, QUOTE, escapes);
    if (end < 0) throw unterminatedString(this.sql, literalStart, -1);
    this.#literalStart = literalStart;
    this.#escapes = escapes;
    this.#set('string', end);
  }

  #identifier(from: number): void {
    const end = quotedEnd(this.sql, from, this.limit, DOUBLE_QUOTE, false);
    if (end < 0) throw unterminatedIdentifier(this.sql, this.start);
    this.#set('quoted-identifier', end);
  }

  #dollar(at: number): void {
    if (isDigit(this.sql.charCodeAt(at + 1)) && at + 1 < this.limit) {
      let end = at + 2;
      while (end < this.limit && isDigit(this.sql.charCodeAt(end))) end++;
      this.#set('parameter', end);
      return;
    }
    const tagEnd = dollarTagEnd(this.sql, at, this.limit);
    if (tagEnd < 0) {
      this.#set('punctuation', at + 1);
      return;
    }
    const end = dollarQuoteEnd(this.sql, at, tagEnd, this.limit);
    if (end < 0) throw unterminatedDollarQuote(this.sql, at, this.sql.slice(at, tagEnd));
    this.#set('dollar-string', end);
  }

  #punctuation(code: number, at: number): void {
    const next = at + 1 < this.limit ? this.sql.charCodeAt(at + 1) : 0;
    if (code === COLON && (next === COLON || next === EQUALS)) this.#set('operator', at + 2);
    else if (code === DOT && next === DOT) this.#set('operator', at + 2);
    else this.#set('punctuation', at + 1);
  }
}
