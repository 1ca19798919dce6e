import { NOT_THERE } from '../declared/not-there.ts';
import { diagnose } from '../diagnose/diagnose.ts';
import { type FilePosition, PlumblineError } from '../errors.ts';
import type { FailedMigration } from '../migrate-result.ts';
import { sourceFrame } from '../report/source-frame.ts';
import type { ServerFailure } from '../server-failure.ts';
import { linesLeftOut } from '../source/copy-block.ts';
import type { ParsedMigration } from '../source/migration.ts';
import { positionAt } from '../splitter/index.ts';
import type { Target } from '../target.ts';
import type { RefusedFile } from './apply-file.ts';
import { failureFacts } from './failure-facts.ts';
import { type FailurePlace, locateFailure } from './locate-failure.ts';
import type { PreparedFile } from './prepare-files.ts';
import type { RunBasis } from './run.ts';
import { concurrentIndex } from './stepwise/concurrent-index.ts';
import { indexState } from './stepwise/settle-step.ts';

/** The file was rolled back and tried again to the last retry: later, when the blocker is gone, it can run. */
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Everything a person needs to know of a refused file: its place, the line with a caret, the cause in plain words
 * and what to do.
 *
 * @param pending the files that were still to run, the refused one first: one of them may create what is missing
 */
export async function describeFailure(
  run: RunBasis,
  target: Target,
  refused: RefusedFile,
  pending: readonly PreparedFile[],
): Promise<{ failed: FailedMigration; error: PlumblineError }> {
  const file = pending[0] as PreparedFile;
  const { migration, steps } = file;
  const { failure, completed } = refused.result;
  const place = locateFailure(refused.message, failure, completed);
  const addLines = place === null || migration.large === undefined ? 0 : linesLeftOut(migration.sql)(place.offset);
  const position = place === null ? null : placeInFile(migration, place.offset, addLines);
  const facts = await failureFacts(run.client, {
    failure,
    ...(place === null ? {} : { statement: place.statement }),
    pending: pending.map((entry) => ({
      ...entry.migration,
      statements: entry.steps.map(({ statement }) => statement),
    })),
  });
  const diagnosis = diagnose({
    failure,
    target,
    facts: { ...facts, ...(refused.blockers.length === 0 ? {} : { blockers: refused.blockers }) },
    ...(place === null ? {} : { statement: place.statement }),
  });
  const failed: FailedMigration = {
    name: migration.name,
    mode: file.mode,
    file: migration.file,
    position,
    statement: place?.number ?? null,
    statements: steps.length,
    kept: file.mode === 'stepwise' ? keptSteps(failure, place, steps.length) : 0,
    leftover: await leftoverOf(run, refused),
    frame: place === null ? null : sourceFrame({ sql: migration.sql, offset: place.offset, addLines }),
    failure,
    diagnosis,
    notices: refused.notices,
    durationMs: refused.durationMs,
  };
  const where =
    position === null ? `${migration.file}, at its commit` : `${migration.file}:${position.line}:${position.column}`;
  const error = new PlumblineError(
    failure.sqlstate === LOCK_NOT_AVAILABLE ? 'table-lock-timeout' : 'migration-failed',
    `${where}: ${failure.message}`,
    {
      ...(position === null ? {} : { position }),
      migration: migration.name,
      failure,
      remedy: diagnosis.remedy,
    },
  );
  return { failed, error };
}

/** A failed CREATE INDEX CONCURRENTLY leaves its index behind, invalid. */
async function leftoverOf(run: RunBasis, { message }: RefusedFile): Promise<string | null> {
  const step = message.opensTransaction ? undefined : message.pieces[0]?.step;
  const index = step === undefined ? null : concurrentIndex(step);
  return index !== null && (await indexState(run, index)) === 'invalid' ? index.name : null;
}

function placeInFile({ file, sql }: ParsedMigration, offset: number, addLines: number): FilePosition {
  const { line, column } = positionAt(sql, offset);
  return { file, line: line + addLines, column };
}

/** The catalog is asked when every statement is done; any other failure is that of a statement. */
function keptSteps({ sqlstate }: ServerFailure, place: FailurePlace | null, total: number): number {
  return sqlstate === NOT_THERE ? total : (place?.number ?? 1) - 1;
}
