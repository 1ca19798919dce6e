import { type Token, tokens } from '../splitter/index.ts';

/** A statement of a PL/pgSQL body; offsets in the body. */
export interface BodyStatement {
  readonly is: 'statement';
  /** Its first word, in small letters. */
  readonly word: string;
  readonly tokens: readonly Token[];
  readonly start: number;
  readonly end: number;
}

export interface BodyHandler {
  /** OTHERS, names of conditions, or their codes; small letters. */
  readonly conditions: readonly string[];
  readonly body: readonly BodyNode[];
}

export interface BodyBlock {
  readonly is: 'block';
  readonly body: readonly BodyNode[];
  readonly handlers: readonly BodyHandler[];
  /** Where the word EXCEPTION stands. */
  readonly exceptionAt: number;
}

/** IF, CASE or a loop: what is in it may run never, or often. */
export interface BodyBranch {
  readonly is: 'branch';
  readonly body: readonly BodyNode[];
}

export type BodyNode = BodyStatement | BodyBlock | BodyBranch;

const BRANCH_ENDS: readonly string[] = ['elsif', 'elseif', 'else', 'when', 'end'];

/**
 * Reads the structure of a PL/pgSQL body: blocks, branches and the statements in them. Expressions and declarations
 * are not looked into. PL/pgSQL shares its lexer with SQL, so the words are exact.
 *
 * @returns null for a body that cannot be read so
 */
export function bodyTree(body: string, standardConformingStrings: boolean): readonly BodyNode[] | null {
  try {
    const all = [...tokens(body, { standardConformingStrings })];
    return new BodyReader(all).whole();
  } catch {
    return null;
  }
}

class BodyReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(all: readonly Token[]) {
    this.#tokens = all;
  }

  whole(): readonly BodyNode[] {
    while (this.#word() === '#') this.#at += 3; // #variable_conflict use_column and the like
    this.#label();
    const word = this.#word();
    if (word !== 'declare' && word !== 'begin') throw new Error('not a block');
    return [this.#block()];
  }

  #word(ahead = 0): string {
    const token = this.#tokens[this.#at + ahead];
    return token === undefined ? '' : token.type === 'word' ? token.text.toLowerCase() : token.text;
  }

  #take(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new Error('the body ends too early');
    this.#at += 1;
    return token;
  }

  #label(): void {
    if (this.#word() === '<<') this.#at += 3;
  }

  /** From DECLARE or BEGIN to the semicolon after END. */
  #block(): BodyBlock {
    if (this.#word() === 'declare') while (this.#word() !== 'begin') this.#declaration();
    this.#take();
    const body = this.#statements();
    const handlers: BodyHandler[] = [];
    const exceptionAt = this.#tokens[this.#at]?.start ?? 0;
    if (this.#word() === 'exception') {
      this.#at += 1;
      while (this.#word() === 'when') handlers.push(this.#handler());
    }
    this.#closing();
    return { is: 'block', body, handlers, exceptionAt };
  }

  /** One declaration, or the word DECLARE, which may be repeated. */
  #declaration(): void {
    if (this.#word() === 'declare') this.#at += 1;
    else this.#upTo([';'], true);
  }

  #handler(): BodyHandler {
    this.#at += 1;
    const conditions = this.#upTo(['then'], true)
      .map((token) => token.text.toLowerCase().replaceAll("'", ''))
      .filter((word) => word !== 'or' && word !== 'sqlstate');
    return { conditions, body: this.#statements() };
  }

  /** END [IF | CASE | LOOP] [label] ; */
  #closing(): void {
    if (this.#word() !== 'end') throw new Error('END expected');
    this.#at += 1;
    while (this.#at < this.#tokens.length && this.#word() !== ';') this.#at += 1;
    this.#at += 1;
  }

  /** Up to a word that ends a list of statements, which is left. */
  #statements(): readonly BodyNode[] {
    const found: BodyNode[] = [];
    for (;;) {
      this.#label();
      const word = this.#word();
      if (BRANCH_ENDS.includes(word) || (word === 'exception' && this.#word(1) === 'when')) return found;
      if (word === ';') this.#at += 1;
      else if (word === 'begin' || word === 'declare') found.push(this.#block());
      else if (word === 'if') found.push(this.#choice(['then']));
      else if (word === 'case') found.push(this.#choice(['when', 'else']));
      else if (['loop', 'while', 'for', 'foreach'].includes(word)) found.push(this.#loop());
      else found.push(this.#statement());
    }
  }

  /** IF or CASE, with all its branches as one list: none of them is sure to run. */
  #choice(until: readonly string[]): BodyBranch {
    const body: BodyNode[] = [];
    this.#at += 1;
    this.#upTo(until, until[0] === 'then');
    for (;;) {
      body.push(...this.#statements());
      const word = this.#take().text.toLowerCase();
      if (word === 'end') break;
      if (word !== 'else') this.#upTo(['then'], true);
    }
    this.#at -= 1;
    this.#closing();
    return { is: 'branch', body };
  }

  #loop(): BodyBranch {
    this.#upTo(['loop'], true);
    const body = this.#statements();
    this.#closing();
    return { is: 'branch', body };
  }

  #statement(): BodyStatement {
    const word = this.#word();
    const found = this.#upTo([';'], true, word === 'create');
    const first = found[0] as Token;
    return { is: 'statement', word, tokens: found, start: first.start, end: (found.at(-1) as Token).end };
  }

  /**
   * Takes tokens up to one of these words outside of parentheses, CASE expressions and, with `atomic`, bodies of SQL
   * functions.
   *
   * @param over whether the word is taken too; it is not among the tokens returned
   */
  #upTo(words: readonly string[], over: boolean, atomic = false): readonly Token[] {
    const found: Token[] = [];
    let depth = 0;
    for (;;) {
      const word = this.#word();
      if (depth === 0 && words.includes(word)) break;
      if (word === '(' || word === '[' || word === 'case') depth += 1;
      if (atomic && word === 'begin' && this.#word(1) === 'atomic') depth += 1;
      if (word === ')' || word === ']' || (word === 'end' && depth > 0)) depth -= 1;
      found.push(this.#take());
    }
    if (over) this.#at += 1;
    return found;
  }
}
