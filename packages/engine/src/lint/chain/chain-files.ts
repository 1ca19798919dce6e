import { sourceStatements } from '../../declared/source-statement.ts';
import { PlumblineError } from '../../errors.ts';
import { fileMode } from '../../source/file-mode.ts';
import { type Migration, type ParsedMigration, parseMigration } from '../../source/migration.ts';
import type { Placeholders } from '../../source/placeholders.ts';
import type { ChainFile } from './chain-file.ts';

/** What is asked about a file before it is looked at. */
export interface FileQuestions {
  readonly isNew: (migration: Migration) => boolean;
  readonly isJudged: (migration: Migration) => boolean;
  /** What placeholders stand for; null leaves them as they are. */
  readonly placeholders: Placeholders | null;
  /** The version that the files are for. */
  readonly serverMajor: number;
}

/** Refusals of the runner that are rules of ours. */
const RULES: readonly string[] = ['transaction-control', 'mixed-file'];

/**
 * Decodes and splits every migration.
 *
 * @throws PlumblineError `invalid-sql`, `unknown-directive` for a file that the runner could not even read
 */
export function chainFiles(migrations: readonly Migration[], questions: FileQuestions): readonly ChainFile[] {
  return migrations.map((source, index): ChainFile => {
    const migration = parseMigration(source);
    const isNew = questions.isNew(source);
    return { index, migration, isNew, isJudged: questions.isJudged(source), ...modeOf(migration, questions) };
  });
}

function modeOf(
  migration: ParsedMigration,
  { placeholders, serverMajor }: FileQuestions,
): Pick<ChainFile, 'mode' | 'sources' | 'refusal'> {
  try {
    const { mode, steps } = fileMode(migration, serverMajor, placeholders);
    return { mode, sources: steps, refusal: null };
  } catch (error) {
    if (!(error instanceof PlumblineError) || !RULES.includes(error.code)) throw error;
    return { mode: null, sources: sourceStatements(migration), refusal: error };
  }
}
