import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { migration } from '../../source/migration.ts';
import type { ForeignEntry } from './foreign-history.ts';
import { matchHistory } from './match-history.ts';

const files = ['001_initial_schema.sql', '002_capability_gaps.sql', '008_performance_monitoring.sql', 'telemetry.sql'];
const migrations = files.map((file) => migration(file, Buffer.from(`-- ${file}`)));

function entry(given: Partial<ForeignEntry>): ForeignEntry {
  const nothing = { name: null, number: null, words: null, checksum: null, hash: null, appliedAt: null };
  return { ...nothing, state: 'applied', through: false, ...given };
}

function matched(...entries: readonly ForeignEntry[]): readonly string[] {
  const { evidence, unmatched } = matchHistory({ tool: 'a tool', table: 'a.table', entries }, migrations);
  const found = [...evidence].map(([name, { by, state }]) => `${name} ${state} by ${by}`);
  return [...found, ...unmatched.map((one) => `nobody's: ${one.name ?? one.number ?? one.checksum}`)];
}

test.each([
  ['a file name', { name: '002_capability_gaps.sql' }, '002_capability_gaps applied by name'],
  ['a path', { name: 'db/changes/002_capability_gaps.up.sql' }, '002_capability_gaps applied by name'],
  ['a script of Flyway', { name: 'V2__capability_gaps.sql', number: '2' }, '002_capability_gaps applied by number'],
  ['a version', { number: '008' }, '008_performance_monitoring applied by number'],
  [
    'a class',
    { number: '1700000000000', words: 'PerformanceMonitoring' },
    '008_performance_monitoring applied by words',
  ],
  ['a file of nobody', { name: '20200101_other.sql' }, "nobody's: 20200101_other.sql"],
  ['a version with dots', { number: '1.2', words: 'x' }, "nobody's: 1.2"],
])('%s finds its file', (_, given, expected) => {
  expect(matched(entry(given))).toEqual([expected]);
});

test('a checksum is surer than any name', () => {
  const checksum = createHash('sha256').update('-- telemetry.sql').digest('hex');
  expect(matched(entry({ checksum, hash: 'sha256', name: '002_capability_gaps' }))).toEqual([
    'telemetry applied by checksum',
  ]);
});

test('a last version stands for all before it, and is failed itself when it is dirty', () => {
  expect(matched(entry({ number: '8', through: true, state: 'failed' }))).toEqual([
    '001_initial_schema applied by number',
    '002_capability_gaps applied by number',
    '008_performance_monitoring failed by number',
  ]);
});

test('the last row of a file counts', () => {
  const rows = [entry({ number: '2' }), entry({ number: '2', state: 'reverted' })];
  expect(matched(...rows)).toEqual(['002_capability_gaps reverted by number']);
});
