import { AtomicBody } from './atomic-body.ts';
import {
  afterWhiteSpace,
  BACKSLASH,
  BYTE_ORDER_MARK,
  beforeWhiteSpace,
  CLOSE_PARENTHESIS,
  DOLLAR,
  DOUBLE_QUOTE,
  MINUS,
  OPEN_PARENTHESIS,
  QUOTE,
  SEMICOLON,
  SLASH,
} from './characters.ts';
import { blockCommentEnd, isBlockComment, isLineComment, LineEnds } from './comments.ts';
import { copyDataAfter } from './copy-data.ts';
import { LiteralWalk } from './literal-walk.ts';
import { metaCommandError, restrictLineEnd } from './meta-command.ts';
import { unclosedParenthesis, unterminatedAt } from './open-end.ts';
import { type Opening, openingOf } from './opening.ts';
import { SpanTable, STANDARD_STRINGS, TERMINATED } from './span-table.ts';
import type { Span } from './statement.ts';
import { StringSetting } from './string-setting.ts';
import { StructureCursor } from './structure-cursor.ts';

const NOWHERE = -1;

/**
 * Finds where the statements of one script begin and end.
 *
 * It goes from one structural character to the next and takes literals and comments in one step. A statement begins at
 * its first token, which is looked for only when a comment or its `;` is met; it ends with the `;` outside of everything:
 * of literals and comments, of the parentheses of a CREATE RULE, of a BEGIN ATOMIC body, and of COPY data.
 */
export class BoundaryWalk {
  readonly spans: SpanTable = new SpanTable();
  readonly copies: Map<number, Span> = new Map();
  readonly setting: StringSetting;
  readonly #sql: string;
  readonly #structure: StructureCursor;
  readonly #literals: LiteralWalk;
  readonly #body: AtomicBody = new AtomicBody();

  /** Where the first token is looked for, and where it was found. */
  #lead = 0;
  #start = NOWHERE;
  #opening: Opening | null = null;
  #depth = 0;
  /** The parenthesis that took the depth from 0 to 1. */
  #opener = NOWHERE;
  /** The last run of white space and comments that begins with a comment: the statement ends before it, if with it. */
  #trailStart = NOWHERE;
  #trailEnd = NOWHERE;
  /** Where the last dollar quote of the statement begins. */
  #dollarAt = NOWHERE;
  readonly #lineEnds: LineEnds;

  constructor(sql: string, standardConformingStrings: boolean) {
    this.#sql = sql;
    this.#structure = new StructureCursor(sql);
    this.#lineEnds = new LineEnds(sql);
    this.#literals = new LiteralWalk(sql, this.#structure);
    this.setting = new StringSetting(standardConformingStrings);
  }

  /** Where the first statement may begin: after a byte order mark. */
  get begin(): number {
    return this.#sql.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  }

  /** Whether strings are read as by default, with nothing pending that may change it: the kernel knows no other way. */
  get isPlain(): boolean {
    return this.setting.value && !this.setting.isLocal;
  }

  /** Walks the whole script. */
  run(): void {
    this.#next(this.begin);
    this.#walk(Number.POSITIVE_INFINITY);
    this.finish();
  }

  /** Walks one statement, the next from `lead` on. Returns where the one after it may begin. */
  takeOne(lead: number): number {
    this.#structure.restart(lead);
    this.#body.reset();
    this.#next(lead);
    this.#walk(this.spans.length + 1);
    return this.#lead;
  }

  /** Walks until the table holds so many statements, or to the end of the script. */
  #walk(until: number): void {
    const sql = this.#sql;
    while (this.spans.length < until) {
      const at = this.#structure.next();
      if (at < 0) {
        this.#endOfScript();
        return;
      }
      switch (sql.charCodeAt(at)) {
        case SEMICOLON:
          this.#semicolon(at);
          break;
        case OPEN_PARENTHESIS:
          if (this.#depth++ === 0) this.#opener = at;
          break;
        case CLOSE_PARENTHESIS:
          if (this.#depth > 0) this.#depth--;
          break;
        case QUOTE:
          if (this.#literals.string(at) < 0) throw this.#unterminated(at);
          break;
        case DOUBLE_QUOTE:
          if (this.#literals.identifier() < 0) throw this.#unterminated(at);
          break;
        case DOLLAR:
          this.#dollarAt = at;
          if (this.#literals.dollar(at) < 0) throw this.#unterminated(at);
          break;
        case MINUS:
          if (isLineComment(sql, at)) this.#comment(at, this.#lineEnds.after(at));
          break;
        case SLASH:
          if (isBlockComment(sql, at)) this.#comment(at, blockCommentEnd(sql, at, sql.length));
          break;
        case BACKSLASH:
          this.#backslash(at);
          break;
      }
    }
  }

  /** Gives what follows the last statement to it. */
  finish(): void {
    this.spans.extendLast(this.#sql.length);
  }

  /** Whether the statement has a token before `at`; finds its first one. */
  #hasBegun(at: number): boolean {
    if (this.#start >= 0) return true;
    const first = afterWhiteSpace(this.#sql, this.#lead, at);
    if (first >= at) return false;
    this.#start = first;
    return true;
  }

  /** Where the white space before `at` begins; the white space that a line comment ends with belongs to that. */
  #lastCodeEnd(at: number): number {
    return beforeWhiteSpace(this.#sql, at, Math.max(this.#start, this.#trailEnd));
  }

  #comment(at: number, end: number): void {
    if (this.#hasBegun(at)) {
      const before = this.#lastCodeEnd(at);
      if (before !== this.#trailEnd) this.#trailStart = before;
      this.#trailEnd = end;
    } else this.#lead = end;
    this.#literals.floor = end;
    this.#structure.skipTo(end);
  }

  #backslash(at: number): void {
    const end = this.#hasBegun(at) ? -1 : restrictLineEnd(this.#sql, at);
    if (end < 0) throw metaCommandError(this.#sql, at);
    this.#lead = end;
    this.#structure.skipTo(end);
  }

  #semicolon(at: number): void {
    if (!this.#hasBegun(at)) {
      this.#next(at + 1);
      return;
    }
    this.#opening ??= openingOf(this.#sql, this.#start, at);
    if (this.#depth > 0) {
      if (this.#opening === 'rule') return;
      throw this.#unclosed(at);
    }
    const standard = this.setting.value;
    if (this.#opening === 'routine' && this.#body.goesOnAfter(this.#sql, this.#start, at, this.#dollarAt, standard)) {
      return;
    }
    this.#close(at, at + 1, TERMINATED);
  }

  #endOfScript(): void {
    const end = this.#sql.length;
    if (this.#hasBegun(end)) {
      this.#opening ??= openingOf(this.#sql, this.#start, end);
      if (this.#depth > 0) throw this.#unclosed(end);
      if (this.#opening === 'routine') {
        this.#body.finish(this.#sql, this.#start, this.#dollarAt, this.setting.value);
      }
      this.#close(end, end, 0);
    }
    this.#lead = end;
  }

  /** Records the statement whose `;` or end of script is at `at`. */
  #close(at: number, after: number, terminated: number): void {
    const sql = this.#sql;
    const start = this.#start;
    const trimmed = this.#lastCodeEnd(at);
    const end = trimmed === this.#trailEnd ? this.#trailStart : trimmed;
    const standard = this.setting.value;
    let fullEnd = after;
    if (this.#opening === 'copy') {
      const block = copyDataAfter(sql, start, end, after, standard);
      if (block !== null) {
        this.copies.set(this.spans.length, block.data);
        fullEnd = block.end;
        this.#structure.skipTo(fullEnd);
      }
    } else if (this.#opening === 'setting') this.setting.observe(sql, start, end);
    if (this.setting.isLocal) this.setting.observeEnd(sql, start, end);
    this.spans.push(start, end, fullEnd, terminated | (standard ? STANDARD_STRINGS : 0));
    this.#next(fullEnd);
  }

  /** Gets ready for the statement that begins after `lead`. */
  #next(lead: number): void {
    this.#lead = lead;
    this.#literals.floor = lead;
    this.#literals.standardConformingStrings = this.setting.value;
    this.#start = NOWHERE;
    if (this.#opening === 'routine') this.#body.reset();
    this.#opening = null;
    this.#depth = 0;
    this.#trailEnd = NOWHERE;
    this.#dollarAt = NOWHERE;
  }

  #unclosed(at: number): Error {
    return unclosedParenthesis(this.#sql, this.#start, at, this.#opener, this.setting.value);
  }

  #unterminated(at: number): Error {
    this.#hasBegun(at + 1);
    return unterminatedAt(this.#sql, this.#start, this.setting.value, this.spans);
  }
}
