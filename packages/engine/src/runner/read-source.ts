import { PlumblineError } from '../errors.ts';
import type { MigrationStatus } from '../migrate-result.ts';
import { type Plan, plan } from '../plan/plan.ts';
import { codeChecksum } from '../source/checksum.ts';
import { readDirectives } from '../source/directives.ts';
import { type Migration, parseMigration } from '../source/migration.ts';
import { migrationsFrom, readMigrations, readMigrationsMeanwhile } from '../source/read-migrations.ts';
import type { SourceOptions } from './options.ts';
import type { Look } from './session.ts';

/** The migrations that the options name, in order. */
export function readSource(options: SourceOptions): readonly Migration[] {
  return options.files === undefined ? readMigrations(options.directory ?? '') : migrationsFrom(options.files);
}

/** The same while a connection is being opened. */
export async function readSourceMeanwhile(options: SourceOptions): Promise<readonly Migration[]> {
  return options.files === undefined ? readMigrationsMeanwhile(options.directory ?? '') : readSource(options);
}

/** Files against the history that was read. */
export function planFrom(migrations: readonly Migration[], { records, facts }: Look): Plan {
  return plan(migrations, records, (migration, record) => {
    try {
      const parsed = parseMigration(migration, facts.standardConformingStrings);
      if (codeChecksum(parsed.statements, parsed.sql) === record.codeChecksum) return 'cosmetic';
      return readDirectives(parsed).repeatable ? 'repeat' : 'edited';
    } catch (error) {
      // A file that cannot be split any more was certainly edited; the reason is told when it is to run.
      if (error instanceof PlumblineError) return 'edited';
      throw error;
    }
  });
}

/** The plan as it is shown. */
export function statusesOf({ entries }: Pick<Plan, 'entries'>): readonly MigrationStatus[] {
  return entries.map(({ name, state, migration, record, note }) => ({
    name,
    file: migration?.file ?? null,
    state,
    statements: record?.statements ?? null,
    appliedAt: record?.state === 'applied' ? record.appliedAt : null,
    appliedBy: record?.state === 'applied' ? record.appliedBy : null,
    durationMs: record?.state === 'applied' ? record.durationMs : null,
    note,
  }));
}

const PLAIN_STATES = new Set(['applied', 'pending', 'failed', 'interrupted']);

/** Those of which something is to be said. */
export function conflictsOf(plan: Plan): readonly MigrationStatus[] {
  return statusesOf({ entries: plan.entries.filter(({ state }) => !PLAIN_STATES.has(state)) });
}
