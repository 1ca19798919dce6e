import { type Token, tokens } from '../splitter/index.ts';

/** Reads a statement token by token, forwards, with one token of sight. */
export interface TokenReader {
  /** The token it stands on; undefined at the end. */
  readonly token: Token | undefined;
  /** The token in lower case if it is an unquoted word, else its text; empty at the end. */
  readonly word: string;
  /** Moves over these words or marks if all of them come next, in this order. */
  accept(...words: string[]): boolean;
  /** Moves on by one token. */
  advance(): void;
  /** Moves over a pair of parentheses and what is in it, or over one token. */
  skipGroup(): void;
  /** Reads `a`, `a.b` or `"A".b` as the server folds it; empty when no name comes next. */
  name(): readonly string[];
  /** Reads `(a, b)`; empty when no parenthesis comes next. */
  nameList(): readonly string[];
}

/** A reader at the first token of a statement. */
export function tokenReader(sql: string): TokenReader {
  const all = readTokens(sql);
  let at = 0;
  const wordAt = (index: number): string => {
    const token = all[index];
    return token === undefined ? '' : token.type === 'word' ? token.text.toLowerCase() : token.text;
  };
  const reader: TokenReader = {
    get token() {
      return all[at];
    },
    get word() {
      return wordAt(at);
    },
    accept(...words) {
      if (!words.every((word, index) => wordAt(at + index) === word)) return false;
      at += words.length;
      return true;
    },
    advance() {
      at += 1;
    },
    skipGroup() {
      let depth = 0;
      do {
        if (wordAt(at) === '(' || wordAt(at) === '[') depth += 1;
        if (wordAt(at) === ')' || wordAt(at) === ']') depth -= 1;
        at += 1;
      } while (depth > 0 && at < all.length);
    },
    name() {
      const parts: string[] = [];
      for (let part = identifierOf(all[at]); part !== null; part = identifierOf(all[at])) {
        parts.push(part);
        at += 1;
        if (wordAt(at) !== '.') break;
        at += 1;
      }
      return parts;
    },
    nameList() {
      if (wordAt(at) !== '(') return [];
      const names: string[] = [];
      at += 1;
      while (at < all.length && wordAt(at) !== ')') {
        const name = identifierOf(all[at]);
        if (name !== null) names.push(name);
        at += 1;
      }
      at += 1;
      return names;
    },
  };
  return reader;
}

/** Text that the scanner refuses gives the tokens before the fault: half an answer is better than none here. */
function readTokens(sql: string): readonly Token[] {
  const found: Token[] = [];
  try {
    for (const token of tokens(sql)) found.push(token);
  } catch {
    return found;
  }
  return found;
}

/** An identifier as the server stores it: folded to lower case unless it is quoted. */
function identifierOf(token: Token | undefined): string | null {
  if (token?.type === 'word') return token.text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());
  if (token?.type === 'quoted-identifier' && token.text.startsWith('"')) {
    return token.text.slice(1, -1).replaceAll('""', '"');
  }
  return null;
}
