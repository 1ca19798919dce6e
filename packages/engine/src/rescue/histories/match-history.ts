import { createHash } from 'node:crypto';
import type { Migration } from '../../source/migration.ts';
import type { ForeignEntry, ForeignHistory } from './foreign-history.ts';

/** What another tool says of one of our files. */
export interface ForeignEvidence {
  readonly tool: string;
  readonly table: string;
  readonly state: ForeignEntry['state'];
  /** How the row was found to be this file's: from the surest. */
  readonly by: 'checksum' | 'name' | 'number' | 'words';
  readonly appliedAt: string | null;
}

export interface MatchedHistory {
  /** By the name of the migration. */
  readonly evidence: ReadonlyMap<string, ForeignEvidence>;
  /** Rows that are of none of our files. */
  readonly unmatched: readonly ForeignEntry[];
}

/**
 * Finds out which of our files each row of another tool's history is about: by checksum, name, number, or the words of
 * the name. The last row of a file counts.
 */
export function matchHistory(
  { tool, table, entries }: ForeignHistory,
  migrations: readonly Migration[],
): MatchedHistory {
  const evidence = new Map<string, ForeignEvidence>();
  const unmatched: ForeignEntry[] = [];
  for (const entry of entries) {
    const match = find(entry, migrations);
    const { state, appliedAt } = entry;
    if (entry.through) {
      for (const one of before(entry, migrations))
        evidence.set(one.name, { tool, table, state: 'applied', by: 'number', appliedAt });
    }
    if (match === null) unmatched.push(entry);
    else evidence.set(match.migration.name, { tool, table, state, by: match.by, appliedAt });
  }
  return { evidence, unmatched };
}

function before(entry: ForeignEntry, migrations: readonly Migration[]): readonly Migration[] {
  const last = Number(entry.number);
  return migrations.filter(({ number }) => number !== null && number < last);
}

function find(
  entry: ForeignEntry,
  migrations: readonly Migration[],
): { readonly migration: Migration; readonly by: ForeignEvidence['by'] } | null {
  const ways: readonly (readonly [ForeignEvidence['by'], (migration: Migration) => boolean])[] = [
    ['checksum', (migration) => entry.hash !== null && entry.checksum === hashOf(migration, entry.hash)],
    ['name', ({ name }) => entry.name !== null && stem(entry.name) === name],
    ['number', ({ number }) => number !== null && numberOf(entry) === number],
    [
      'words',
      ({ name }) =>
        words(entry.words ?? entry.name ?? '') !== '' && words(entry.words ?? entry.name ?? '') === words(name),
    ],
  ];
  for (const [by, isMatch] of ways) {
    const matches = migrations.filter(isMatch);
    // Two files that fit equally well decide nothing.
    if (matches.length === 1 && matches[0] !== undefined) return { migration: matches[0], by };
  }
  return null;
}

function hashOf({ content }: Migration, hash: 'sha256' | 'sha384'): string {
  return createHash(hash).update(content.bytes()).digest('hex');
}

/** The last part of a path without the endings that tools give: `db/V1__init.sql`, `001_init.up.sql`. */
function stem(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return last.replace(/([.](up|down|do|undo))?[.](sql|js|ts|cjs|mjs|cts|mts|rb|xml|ya?ml|json)$/, '');
}

/** The number that the tool keeps, or the one in the name: `V1_2__x` has none that a file of ours could have. */
function numberOf({ number, name }: ForeignEntry): number | null {
  const digits = number ?? (name === null ? null : (/^[VvRr]?0*(\d+)(?=[_.-]|$)/.exec(stem(name))?.[1] ?? null));
  return digits !== null && /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

/** `V008__Performance-Monitoring`, `008_performance_monitoring` and `PerformanceMonitoring1700000000000` alike. */
function words(name: string): string {
  return stem(name)
    .replace(/^[VvRr]?\d*_*/, '')
    .replace(/\d{10,}$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
