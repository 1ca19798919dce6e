import type { SimpleResult } from '../db/simple-query.ts';
import { mayHide } from '../declared/may-hide.ts';
import { loadParser, type Parser } from '../declared/parser.ts';
import type { ServerFailure } from '../server-failure.ts';
import type { ComposedMessage } from './compose-file.ts';
import type { declaredQuestion as DeclaredQuestion } from './declared-question.ts';
import type { PreparedFile } from './prepare-files.ts';
import type { RunBasis } from './run.ts';

/** Asks the catalog for what a file declares and may have hidden from the server, and reads the answer. */
export interface DeclaredCheck {
  /** The statement that follows those of the file; none when there is nothing to ask. */
  readonly sql: readonly string[];
  /** A failure of the statement as one of the file, at the place of the declaration; null when it is not of it. */
  refusal(message: ComposedMessage, failure: ServerFailure): ServerFailure | null;
  /** What is missing and may rightly be, a sentence each. */
  doubts(result: Pick<SimpleResult, 'rowSets'>): readonly string[];
}

const nothingToAsk: DeclaredCheck = { sql: [], refusal: () => null, doubts: () => [] };

/** Begins to load what the check needs when one of the files needs it: the network is busy meanwhile. */
export function prepareChecks(files: readonly PreparedFile[]): void {
  if (files.some(({ steps }) => mayHide(steps))) load().catch(() => {}); // Whoever needs it reports it.
}

/** What to ask after a file. Files that can hide nothing are not even parsed. */
export async function declaredCheck(run: RunBasis, { steps }: PreparedFile): Promise<DeclaredCheck> {
  if (!run.settings.checkDeclared || !mayHide(steps)) return nothingToAsk;
  try {
    const { parser, declaredQuestion } = await load();
    return declaredQuestion(parser, steps) ?? nothingToAsk;
  } catch (error) {
    return notAsked(error instanceof Error ? error.message : String(error));
  }
}

/** Where nothing can be asked, that is said: a check of ours that does not work is no reason to refuse a file. */
export function notAsked(reason: string): DeclaredCheck {
  return { ...nothingToAsk, doubts: () => [`whether it made what it declares could not be checked: ${reason}`] };
}

/** A run without work loads none of it. */
async function load(): Promise<{
  readonly parser: Parser;
  readonly declaredQuestion: typeof DeclaredQuestion;
}> {
  const [parser, { declaredQuestion }] = await Promise.all([loadParser(), import('./declared-question.ts')]);
  return { parser, declaredQuestion };
}
