import type { ServerFailure } from '../server-failure.ts';
import { type Token, tokens } from '../splitter/index.ts';
import { failedSql } from './failed-sql.ts';
import { offsetOfCodePoint } from './offset-of-code-point.ts';

/**
 * Finds the place of an error inside the body of a DO block. Of the statement itself the server says nothing then; of
 * the body it tells the inner SQL with a position in it, or at least the line.
 *
 * @param statement the text of the whole statement
 * @returns an offset in `statement` (UTF-16), or null when the error is not in this body or the server does not tell
 */
export function bodyPosition(statement: string, failure: ServerFailure): number | null {
  const line = lineInBlock(failure.where);
  const body = line === null && failure.internalQuery === null ? null : bodyOf(statement);
  if (body === null) return null;
  const lineStart = line === null ? null : startOfLine(body.text, line);
  if (line !== null && lineStart === null) return null;
  const inner = innerPosition(failure, body.text, lineStart);
  const place = inner ?? (lineStart === null ? null : afterBlanks(body.text, lineStart));
  return place === null ? null : body.offsetOf(place);
}

interface Body {
  /** What the server sees: without quotes, doubled quotes undone. */
  readonly text: string;
  /** Offset in the statement of an offset in `text`. */
  readonly offsetOf: (offset: number) => number;
}

function bodyOf(statement: string): Body | null {
  const token = lastLiteral(statement);
  if (token === null) return null;
  if (token.type === 'dollar-string') {
    const open = token.text.indexOf('$', 1) + 1;
    return { text: token.text.slice(open, -open), offsetOf: (offset) => token.start + open + offset };
  }
  // An E'' string with escapes would need every escape undone; bodies are not written so.
  if (!token.text.startsWith("'")) return null;
  const raw = token.text.slice(1, -1);
  return {
    text: raw.replaceAll("''", "'"),
    offsetOf: (offset) => {
      let at = 0;
      for (let seen = 0; seen < offset && at < raw.length; seen++) at += raw.startsWith("''", at) ? 2 : 1;
      return token.start + 1 + at;
    },
  };
}

function lastLiteral(statement: string): Token | null {
  let found: Token | null = null;
  try {
    for (const token of tokens(statement)) {
      if (token.type === 'dollar-string' || token.type === 'string') found = token;
    }
  } catch {
    return null;
  }
  return found;
}

/**
 * The line in the outermost block, the last frame of the stack: `PL/pgSQL function inline_code_block line 5 at ...`.
 * Only the name is the same in every language of the server.
 */
function lineInBlock(where: string | null): number | null {
  const frame = (where ?? '')
    .split('\n')
    .filter((text) => /\binline_code_block\b/.test(text))
    .at(-1);
  const line = /inline_code_block\D+(\d+)/.exec(frame ?? '')?.[1];
  return line === undefined ? null : Number(line);
}

/** Line 1 begins right after the opening quote. */
function startOfLine(text: string, line: number): number | null {
  let start = 0;
  for (let current = 1; current < line; current++) {
    const end = text.indexOf('\n', start);
    if (end === -1) return null;
    start = end + 1;
  }
  return start;
}

function afterBlanks(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

/** The inner SQL is looked up from the line on that the server names, so that a repeated statement is not mistaken. */
function innerPosition(failure: ServerFailure, body: string, from: number | null): number | null {
  const sql = failedSql(failure, null);
  if (sql === null || sql === '') return null;
  const start = startOf(sql, body, from);
  if (start === null) return null;
  const inside = failure.internalQuery === sql ? offsetOfCodePoint(sql, failure.internalPosition ?? 1) : 0;
  return start + inside;
}

/** PL/pgSQL takes an INTO clause out of what it runs and leaves as many blanks, so blanks match anything. */
function startOf(sql: string, body: string, from: number | null): number | null {
  const exact = body.indexOf(sql, from ?? 0);
  if (exact !== -1) return exact;
  const lineEnd = from === null ? -1 : body.indexOf('\n', from);
  for (let at = from ?? 0; from !== null && at < (lineEnd === -1 ? body.length : lineEnd); at++) {
    if (matchesAt(sql, body, at)) return at;
  }
  return null;
}

function matchesAt(sql: string, body: string, at: number): boolean {
  for (let index = 0; index < sql.length; index++) {
    if (sql[index] !== body[at + index] && sql[index] !== ' ') return false;
  }
  return at + sql.length <= body.length;
}
