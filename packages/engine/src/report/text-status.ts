import { addressOf } from '../diagnose/names.ts';
import { plainDuration } from '../diagnose/plain-duration.ts';
import type { MigrationState, MigrationStatus, StatusResult } from '../migrate-result.ts';
import { displayWidth } from './display-width.ts';
import { type Paint, plainPaint } from './paint.ts';
import { counted } from './plural.ts';

type Look = readonly [mark: string, colour: keyof Paint];

const looks: Readonly<Record<MigrationState, Look>> = {
  applied: ['✓', 'green'],
  pending: ['·', 'cyan'],
  failed: ['✗', 'red'],
  interrupted: ['✗', 'yellow'],
  edited: ['!', 'red'],
  cosmetic: ['✓', 'green'],
  renamed: ['~', 'yellow'],
  missing: ['?', 'yellow'],
  'out-of-order': ['!', 'red'],
};

/** The state of every migration, one line each, and a summary. */
export function statusText(result: StatusResult, paint: Paint = plainPaint): string {
  const nameWidth = Math.max(0, ...result.migrations.map(({ name }) => displayWidth(name)));
  const stateWidth = Math.max(0, ...result.migrations.map(({ state }) => state.length));
  const lines = result.migrations.flatMap((migration) => statusLines(migration, nameWidth, stateWidth, paint));
  return [...lines, ...(lines.length === 0 ? [] : ['']), summary(result, paint)].join('\n');
}

function statusLines(migration: MigrationStatus, nameWidth: number, stateWidth: number, paint: Paint): string[] {
  const [mark, colour] = looks[migration.state];
  const name = migration.name + ' '.repeat(nameWidth - displayWidth(migration.name));
  const facts = [
    migration.appliedAt === null ? null : migration.appliedAt.replace('T', ' ').replace(/(:\d\d)(\.\d+)?Z$/, '$1 UTC'),
    migration.durationMs === null ? null : plainDuration(migration.durationMs).padStart(8),
    migration.appliedBy === null ? null : `by ${migration.appliedBy}`,
  ].filter((fact) => fact !== null);
  const line = `${paint[colour](mark)} ${name}  ${paint[colour](migration.state.padEnd(stateWidth))}  ${paint.dim(facts.join('  '))}`;
  return [
    line.trimEnd(),
    ...(migration.note === null ? [] : [`    ${paint[colour](migration.note.replaceAll('\n', '\n    '))}`]),
  ];
}

function summary(result: StatusResult, paint: Paint): string {
  const applied = result.migrations.filter(({ appliedAt }) => appliedAt !== null).length;
  const where = result.target === null ? '' : ` Database "${result.target.database}" on ${addressOf(result.target)}.`;
  const conflicts = result.conflicts.length === 0 ? '' : `, ${paint.red(counted(result.conflicts.length, 'conflict'))}`;
  const pending = result.pending.length === 0 ? 'nothing pending' : paint.cyan(`${result.pending.length} pending`);
  return `${applied} applied, ${pending}${conflicts}.${where}`;
}
