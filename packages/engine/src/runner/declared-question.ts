import { checkingSql, missingInFailure, missingInRows } from '../declared/checking-sql.ts';
import type { Declared } from '../declared/declared.ts';
import { declaredIn } from '../declared/declared-objects.ts';
import type { Missing } from '../declared/missing-objects.ts';
import { missingSummary, missingWords, objectWords } from '../declared/missing-words.ts';
import type { Parser } from '../declared/parser.ts';
import type { SourceStatement } from '../declared/source-statement.ts';
import type { ServerFailure } from '../server-failure.ts';
import type { ComposedMessage } from './compose-file.ts';
import type { DeclaredCheck } from './declared-check.ts';

/** What is to be asked after these statements; null when none of what they declare can be hidden. */
export function declaredQuestion(parser: Parser, statements: readonly SourceStatement[]): DeclaredCheck | null {
  const found = declaredIn(parser, statements).filter(({ certain }) => !certain);
  if (found.length === 0) return null;
  const declared = [...found.filter(({ excuse }) => excuse === null), ...found.filter(({ excuse }) => excuse !== null)];
  return {
    sql: checkingSql(declared),
    refusal: (message, failure) => {
      const missing = missingInFailure(declared, failure);
      return missing === null ? null : refusalOf(missing, message, failure);
    },
    doubts: ({ rowSets }) => missingInRows(declared, rowSets).map(doubt),
  };
}

function refusalOf(all: readonly Missing[], message: ComposedMessage, failure: ServerFailure): ServerFailure {
  const missing = all.filter(({ declared }) => declared.excuse === null);
  const first = missing[0]?.declared;
  return {
    ...failure,
    message: missingSummary(missing),
    detail:
      missing.length < 2 ? null : missing.map((one) => `line ${one.declared.line}: ${missingWords(one)}`).join('\n'),
    hint: null,
    where: null,
    position: first === undefined ? null : positionOf(first, message),
  };
}

/** The place of a declaration in the message that was sent, in code points from 1, as the server counts. */
function positionOf({ statement, within }: Declared, { pieces, text }: ComposedMessage): number | null {
  const piece = pieces.find(({ step }) => step.statement.index === statement);
  return piece === undefined ? null : [...text.slice(0, piece.sentStart + within)].length + 1;
}

function doubt({ declared }: Missing): string {
  return `${objectWords(declared)}, declared in line ${declared.line}, is not there; ${declared.excuse}`;
}
