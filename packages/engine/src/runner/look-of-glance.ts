import { hash } from 'node:crypto';
import type { HistoryRecord } from '../plan/history-record.ts';
import type { Migration } from '../source/migration.ts';
import type { Glance, Look } from './session.ts';

/**
 * What a look would find, as far as a glance tells: when there is no history, or when it holds just the given files, all
 * of them applied and unchanged. Null when it has to be read. The records say no more than the digest proves.
 */
export function lookOf({ facts, hasHistory, digest }: Glance, migrations: readonly Migration[]): Look | null {
  if (!hasHistory) return { facts, hasHistory, records: [] };
  return digest === digestOf(migrations) ? { facts, hasHistory, records: migrations.map(appliedRecord) } : null;
}

/** As sql/history/digest.sql makes it. Where the two sort a rare name differently, the history is read: never wrong. */
function digestOf(migrations: readonly Migration[]): string {
  const lines = migrations.map(({ name, checksum }) => ({ name, line: `${name} ${checksum}` }));
  lines.sort((a, b) => (a.name < b.name ? -1 : 1));
  return hash('sha256', lines.map(({ line }) => line).join('\n'), 'hex');
}

function appliedRecord({ name, number, checksum }: Migration): HistoryRecord {
  return {
    name,
    number,
    checksum,
    state: 'applied',
    codeChecksum: null,
    appliedAt: null,
    appliedBy: null,
    durationMs: null,
    error: null,
    statements: null,
    kind: 'migration',
    mode: 'transactional',
    statementsDone: 0,
    doneChecksum: null,
    inFlight: null,
    backendPid: null,
  };
}
