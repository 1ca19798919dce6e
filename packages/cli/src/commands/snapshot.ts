import { counted, errorText, makeSnapshot, plainDuration, type SnapshotResult } from '@plumbline/engine';
import { resultDocument } from '../json-document.ts';
import { findMigrations } from '../migrations-directory.ts';
import { placeholderOptions } from '../placeholder-options.ts';
import { remarkText } from '../remark-text.ts';
import { scratchServer } from '../scratch-server.ts';
import { listenToSignals } from '../signals.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './command-context.ts';

const MOST_DIFFERENCES = 20;

/** `plumbline snapshot`: writes what the migrations make beside them, or checks it. @returns the exit code */
export async function snapshotCommand({ flags, terminal, cwd }: CommandContext, check: boolean): Promise<number> {
  const { directory } = findMigrations(flags.dir, cwd);
  const signals = listenToSignals((name) => terminal.error(`${name}: stopping ...`));
  try {
    const result = await makeSnapshot({
      ...{ directory, check, schema: flags.schema, scratch: scratchServer(flags.shadowUrl, terminal) },
      ...placeholderOptions(flags),
      ...{ checkDeclared: flags.checkDeclared, signal: signals.signal },
    });
    terminal.live(null);
    const exitCode = result.error === null ? 0 : (signals.exitCode() ?? result.error.exitCode);
    for (const remark of result.remarks) terminal.line(remarkText(remark, terminal.paint));
    if (result.error === null) terminal.line(summary(result, terminal));
    else terminal.error(failure(result, terminal));
    if (flags.json === true) terminal.document(snapshotDocument(result, exitCode));
    return exitCode;
  } finally {
    signals.stop();
  }
}

function summary(
  { state, file, serverVersion, migrations, objects, durationMs }: SnapshotResult,
  { paint }: Terminal,
): string {
  const what = `${counted(objects, 'object')} of ${counted(migrations, 'migration')}, on PostgreSQL ${serverVersion}`;
  const tail = paint.dim(`(${what}, ${plainDuration(durationMs)})`);
  return state === 'written'
    ? `${paint.green('✓')} ${file} is written ${tail}`
    : `${paint.green('✓')} ${file} is what the migrations make ${tail}`;
}

function failure({ error, differences }: SnapshotResult, { errorPaint }: Terminal): string {
  if (error === null) return '';
  const left = differences.length - MOST_DIFFERENCES;
  const shown = error.code === 'snapshot-stale' ? differences.slice(0, MOST_DIFFERENCES) : [];
  return [
    errorText(error, errorPaint),
    ...shown.map((difference) => `  ${errorPaint.dim('·')} ${difference}`),
    ...(left > 0 ? [`  and ${counted(left, 'more difference')}`] : []),
  ].join('\n');
}

function snapshotDocument(result: SnapshotResult, exitCode: number): Readonly<Record<string, unknown>> {
  const { database: _, ...document } = resultDocument('snapshot', exitCode, { ...result, target: null });
  return document;
}
