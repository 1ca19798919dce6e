import { type CopyData, simpleQuery } from '../db/simple-query.ts';
import type { ServerNotice } from '../events.ts';
import { collectNotices } from '../runner/collect-notices.ts';
import { copyDataOf } from '../runner/compose-file.ts';
import type { PreparedFile } from '../runner/prepare-files.ts';
import type { ServerFailure } from '../server-failure.ts';
import type { Step } from '../source/file-mode.ts';
import { expectSql } from './expect-sql.ts';
import { type ReplaySession, tell } from './replay-session.ts';

/** What one statement came to. */
export interface StatementOutcome {
  readonly failure: ServerFailure | null;
  readonly notices: readonly ServerNotice[];
  /** Whether it can have changed what a catalog says. */
  readonly hasMoved: boolean;
}

/** The change mark after the last statement; null where the session does not count. */
export interface Mark {
  value: string | null;
}

/**
 * Runs one statement of a file. Inside a transaction the change mark comes with its answer; a statement alone counts as
 * one that changed something.
 */
export async function replayStatement(
  { run }: ReplaySession,
  { migration }: PreparedFile,
  step: Step,
  mark: Mark | null,
): Promise<StatementOutcome> {
  const { kept: notices, take: onNotice } = collectNotices();
  const data = step.statement.copyData;
  const copyData: readonly CopyData[] =
    data === null ? [] : [copyDataOf(migration, migration.sql.slice(data.start, data.end))];
  const text = mark === null ? step.text : `${step.text};\n${expectSql('change-mark')}`;
  const { failure, rowSets } = await simpleQuery(run.client, text, { copyData, mostRows: 1, onNotice });
  if (mark === null || failure !== null) return { failure, notices, hasMoved: true };
  const before = mark.value;
  mark.value = markIn(rowSets.at(-1));
  return { failure, notices, hasMoved: mark.value === null || mark.value !== before };
}

/** The mark as it is now. */
export async function readMark(session: ReplaySession): Promise<string | null> {
  const { rowSets } = await tell(session, expectSql('change-mark'));
  return markIn(rowSets[0]);
}

function markIn(rows: readonly Readonly<Record<string, unknown>>[] | undefined): string | null {
  const row = rows?.[0];
  return row?.counts === 't' ? String(row.mark) : null;
}
