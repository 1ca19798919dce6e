import { positionAt } from '../splitter/index.ts';
import type { SourceStatement } from './source-statement.ts';

/** A place in a migration file. */
export interface Place {
  /** UTF-16 offset in its statement as it is sent. */
  readonly within: number;
  /** UTF-16 offset in the text of the file. */
  readonly offset: number;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in code points. */
  readonly column: number;
}

/** @param within UTF-16 offset in the text of the statement as it is sent */
export function placeIn({ statement, written }: SourceStatement, within: number): Place {
  const inside = written(within);
  const { line, column } = positionAt(statement.text, inside);
  return {
    within,
    offset: statement.start + inside,
    line: statement.line + line - 1,
    column: line === 1 ? statement.column + column - 1 : column,
  };
}

/** The parser counts bytes of UTF-8, JavaScript UTF-16 units. */
export function unitOffset(text: string, bytes: number): number {
  let offset = 0;
  for (let seen = 0; seen < bytes && offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    const isPair = code >= 0xd800 && code < 0xdc00;
    seen += code < 0x80 ? 1 : code < 0x800 ? 2 : isPair ? 4 : 3;
    if (isPair) offset += 1;
  }
  return offset;
}
