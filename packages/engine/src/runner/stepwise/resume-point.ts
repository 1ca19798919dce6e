import { PlumblineError } from '../../errors.ts';
import { codeChecksum } from '../../source/checksum.ts';
import type { PreparedFile } from '../prepare-files.ts';

/** Where a stepwise file goes on. */
export interface ResumePoint {
  /** How many of its statements are done. */
  readonly done: number;
  /** Whether the next one was begun before, by a run whose end nobody recorded. */
  readonly wasBegun: boolean;
}

/**
 * Where a file goes on that stopped half way. What is done must read as it did when it ran; the statement that failed,
 * and all after it, may have been corrected.
 *
 * @throws PlumblineError `half-applied`
 */
export function resumePoint({ record, migration, steps }: PreparedFile): ResumePoint {
  const isFresh = record === null || record.mode !== 'stepwise' || record.state === 'applied';
  if (isFresh || record.doneChecksum === null) return { done: 0, wasBegun: false };
  const done = record.statementsDone;
  if (done > steps.length || doneChecksum({ migration, steps }, done) !== record.doneChecksum) {
    throw halfApplied(migration.file, `the first ${done} of its statements ran, and were changed since`, [
      `Put the first ${done} statements back as they were applied; the rest may be changed.`,
    ]);
  }
  if (record.inFlight === null) return { done, wasBegun: false };
  if (record.inFlight === stepChecksum({ migration, steps }, done)) return { done, wasBegun: true };
  // A failure was seen and told: the statement is known not to be done, and correcting it is what was asked for.
  if (record.state === 'failed') return { done, wasBegun: false };
  throw halfApplied(migration.file, `it was interrupted in statement ${done + 1}, which was changed since`, [
    'Put the statement back as it was: then Plumbline finds out whether it is done, and goes on.',
  ]);
}

type Steps = Pick<PreparedFile, 'migration' | 'steps'>;

/** The code checksum of the first `count` statements. */
export function doneChecksum({ migration, steps }: Steps, count: number): string {
  return codeChecksum(
    steps.slice(0, count).map(({ statement }) => statement),
    migration.sql,
  );
}

/** The code checksum of the statement with this index, or null past the end. */
export function stepChecksum({ migration, steps }: Steps, index: number): string | null {
  const step = steps[index];
  return step === undefined ? null : codeChecksum([step.statement], migration.sql);
}

/** A file that stopped half way and cannot go on by itself. */
export function halfApplied(file: string, reason: string, remedy: readonly string[]): PlumblineError {
  return new PlumblineError('half-applied', `${file} is half applied: ${reason}.`, { remedy });
}
