import { expect, test } from 'vitest';
import type { MigrationStatus, StatusResult } from '../migrate-result.ts';
import { statusText } from './text-status.ts';

const base: MigrationStatus = {
  name: '001_users',
  file: 'migrations/001_users.sql',
  state: 'applied',
  statements: 1,
  appliedAt: '2026-03-04T05:06:07.890Z',
  appliedBy: 'app',
  durationMs: 12,
  note: null,
};
const none = { appliedAt: null, appliedBy: null, durationMs: null } as const;

function result(migrations: readonly MigrationStatus[], more: Partial<StatusResult> = {}): StatusResult {
  return {
    ok: true,
    target: { host: 'db', port: 5432, database: 'app', user: 'app' },
    serverVersion: '18.4',
    migrations,
    pending: [],
    conflicts: [],
    warnings: [],
    error: null,
    durationMs: 1,
    ...more,
  };
}

test('aligns names, states and durations, and puts notes beneath', () => {
  const edited: MigrationStatus = {
    ...base,
    name: '漢_wide',
    state: 'edited',
    note: 'changed\nafterwards',
    durationMs: 1234,
  };
  const pending: MigrationStatus = { ...base, ...none, name: '003_x', state: 'pending' };
  const text = statusText(result([base, edited, pending], { pending: ['003_x'], conflicts: [edited] }));
  expect(text).toBe(
    `✓ 001_users  applied  2026-03-04 05:06:07 UTC     12 ms  by app
! 漢_wide    edited   2026-03-04 05:06:07 UTC     1.2 s  by app
    changed
    afterwards
· 003_x      pending

2 applied, 1 pending, 1 conflict. Database "app" on db:5432.`,
  );
});

test('has one line when there is nothing', () => {
  expect(statusText(result([], { target: null }))).toBe('0 applied, nothing pending.');
});
