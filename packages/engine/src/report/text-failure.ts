import { diagnose } from '../diagnose/diagnose.ts';
import type { Diagnosis, Target } from '../diagnose/diagnosis.ts';
import { plainDuration } from '../diagnose/plain-duration.ts';
import type { PlumblineError } from '../errors.ts';
import type { FailedMigration, MigrateResult } from '../migrate-result.ts';
import type { ServerFailure } from '../server-failure.ts';
import { type Paint, plainPaint } from './paint.ts';
import { diagnosisText, remedyText } from './text-diagnosis.ts';
import { diffText } from './text-diff.ts';
import { frameText } from './text-frame.ts';
import { noticeText } from './text-notice.ts';
import { serverFailureText } from './text-server-failure.ts';
import { wrapText } from './wrap-text.ts';

const WIDTH = 100;

/**
 * Why a run is not ok, for people: the place in the file, what the server said, what it means, what to do, and what
 * of the run was kept. Empty when it is ok.
 */
export function failureText(
  result: Pick<MigrateResult, 'error' | 'failed' | 'applied' | 'target'>,
  paint: Paint = plainPaint,
): string {
  const { error, failed, applied, target } = result;
  if (failed !== null) return [failedText(failed, paint), keptText(failed, applied.length, paint)].join('\n\n');
  return error === null ? '' : errorText(error, paint, target);
}

/** A migration that the server refused. */
function failedText(failed: FailedMigration, paint: Paint): string {
  const place = failed.statement === null ? '' : ` at statement ${failed.statement} of ${failed.statements}`;
  const position = failed.position;
  return [
    `${paint.red(`✗ ${failed.name}`)} failed${place} after ${plainDuration(failed.durationMs)}`,
    ...failed.notices.map((notice) => noticeText(notice, paint)),
    '',
    `  ${paint.cyan(position === null ? failed.file : `${position.file}:${position.line}:${position.column}`)}`,
    ...(failed.frame === null ? [] : [frameText(failed.frame, paint)]),
    '',
    serverFailureText(failed.failure, paint),
    '',
    diagnosisText(failed.diagnosis, paint),
  ].join('\n');
}

function keptText(failed: FailedMigration, applied: number, paint: Paint): string {
  const earlier =
    applied === 0
      ? 'No other migration was applied in this run.'
      : applied === 1
        ? 'The one migration applied before it in this run stays.'
        : `The ${applied} migrations applied before it in this run stay.`;
  const { name, mode, kept, leftover } = failed;
  const own =
    mode === 'transactional'
      ? `${paint.bold('Rolled back:')} nothing of ${name} was kept.`
      : `${paint.bold('Kept:')} ${name} runs statement by statement, and ${stays(kept)}.`;
  const rest =
    leftover === null ? '' : ` The server left the index ${leftover} behind, invalid; the next run drops it first.`;
  return wrapText(`${own}${rest} ${earlier} Correct it and run it again: it goes on here.`, WIDTH, '  ');
}

function stays(kept: number): string {
  if (kept === 0) return 'none of its statements was done';
  return kept === 1 ? 'the one that was done stays' : `the ${kept} that were done stay`;
}

/** A failure that is not a statement of a migration: settings, connection, history, a file that cannot be read. */
export function errorText(error: PlumblineError, paint: Paint = plainPaint, target: Target | null = null): string {
  const { frame, remedy = [], diffs } = error.details;
  const failure = isFailure(error.details.failure) ? error.details.failure : null;
  const diagnosis = isDiagnosis(error.details.diagnosis)
    ? error.details.diagnosis
    : failure === null
      ? null
      : diagnose({ failure, ...(target === null ? {} : { target }) });
  return [
    wrapText(error.message, WIDTH, '  ', `${paint.red('✗')} `),
    ...(typeof frame === 'string' ? ['', frameText(frame, paint)] : []),
    ...(Array.isArray(diffs) ? diffs.filter(hasDiff).flatMap(({ diff }) => ['', diffText(diff, paint)]) : []),
    ...(failure === null || isSaid(failure, error.message) ? [] : ['', serverFailureText(failure, paint)]),
    ...(diagnosis === null ? [] : ['', diagnosisText(diagnosis, paint)]),
    ...(remedy.length === 0 || diagnosis !== null ? [] : ['', remedyText(remedy, paint)]),
  ].join('\n');
}

/** Whether the message has all of a failure already: one without SQLSTATE, detail or hint has nothing to add. */
function isSaid(failure: ServerFailure, message: string): boolean {
  const { sqlstate, detail, hint } = failure;
  return sqlstate === null && detail === null && hint === null && message.includes(failure.message);
}

function isFailure(value: unknown): value is ServerFailure {
  return (
    typeof value === 'object' && value !== null && 'sqlstate' in value && 'message' in value && 'systemCode' in value
  );
}

function hasDiff(value: unknown): value is { readonly diff: string } {
  return typeof value === 'object' && value !== null && 'diff' in value && typeof value.diff === 'string';
}

function isDiagnosis(value: unknown): value is Diagnosis {
  return typeof value === 'object' && value !== null && 'title' in value && 'explanation' in value && 'remedy' in value;
}
