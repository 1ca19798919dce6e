import { statementPosition } from '../diagnose/statement-position.ts';
import type { ServerFailure } from '../server-failure.ts';
import type { Statement } from '../splitter/index.ts';
import type { ComposedMessage } from './compose-file.ts';

/** Where in its file a failure happened. */
export interface FailurePlace {
  /** UTF-16 offset in the file's text. */
  readonly offset: number;
  readonly statement: Statement;
  /** 1-based, among the statements that were sent. */
  readonly number: number;
}

/**
 * Says which statement failed, and where in it. The server's `position` is exact where there is one; errors at run
 * time have none, and the count of completed statements says which statement it was.
 *
 * @param completed how many statements of the message completed
 * @returns null when none of the file's own statements failed: it was the commit (a deferred constraint), or ours
 */
export function locateFailure(
  message: ComposedMessage,
  failure: ServerFailure,
  completed: number,
): FailurePlace | null {
  const sent = failure.position === null ? null : utf16Offset(message.text, failure.position - 1);
  const index = sent === null ? completed - message.prologue : lastStartingBefore(message, sent);
  const piece = message.pieces[index];
  if (piece === undefined) return null;
  const { statement, text, written } = piece.step;
  const within = sent === null ? statementPosition(text, failure) : sent - piece.sentStart;
  const inside = within !== null && within >= 0 && within <= text.length;
  return { offset: statement.start + (inside ? written(within) : 0), statement, number: piece.number };
}

function lastStartingBefore({ pieces }: ComposedMessage, offset: number): number {
  return pieces.findLastIndex((piece) => piece.sentStart <= offset);
}

/** PostgreSQL counts code points; JavaScript counts UTF-16 units, two for what lies beyond the basic plane. */
function utf16Offset(text: string, codePoints: number): number {
  let offset = 0;
  for (let count = 0; count < codePoints && offset < text.length; count++) {
    const unit = text.charCodeAt(offset);
    offset += unit >= 0xd800 && unit < 0xdc00 ? 2 : 1;
  }
  return offset;
}
