import type { MigrationState } from '@plumbline/engine/watch';

export const migrationSeries = ['applied', 'pending', 'failed', 'modified', 'missing_file', 'out_of_order'] as const;
export type MigrationSeries = (typeof migrationSeries)[number];

/** By which series a migration of a state is counted. */
export const seriesOfState: Readonly<Record<MigrationState, MigrationSeries>> = {
  applied: 'applied',
  cosmetic: 'applied',
  renamed: 'applied',
  pending: 'pending',
  failed: 'failed',
  interrupted: 'failed',
  edited: 'modified',
  missing: 'missing_file',
  'out-of-order': 'out_of_order',
};
