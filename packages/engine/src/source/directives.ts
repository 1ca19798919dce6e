import { PlumblineError } from '../errors.ts';
import type { ParsedMigration } from './migration.ts';

/** Head comments that Plumbline's design knows. None of them changes a run yet, so each is refused by name. */
const PLANNED = [
  'no-transaction',
  'lock-timeout',
  'statement-timeout',
  'repeatable',
  'mixed',
  'lint-ignore',
  'requires',
];

/**
 * Refuses `-- plumbline: ...` lines at the head of a file: a file that asks for something must not run as if it had
 * not asked.
 *
 * @throws PlumblineError `unknown-directive` at the line
 */
export function refuseDirectives(migration: ParsedMigration): void {
  const head = migration.sql.slice(0, migration.statements[0]?.start ?? migration.sql.length);
  const found = /^[ \t\uFEFF]*--[ \t]*plumbline:[ \t]*([^\s,]*)/m.exec(head);
  if (found === null) return;
  const name = found[1] ?? '';
  const line = head.slice(0, found.index).split(/\r\n|\r|\n/).length;
  const known = PLANNED.includes(name);
  const message = known
    ? `the directive "${name}" is not supported by this version of Plumbline.`
    : `"${name}" is not a directive.`;
  throw new PlumblineError('unknown-directive', `${migration.file}:${line}:1: ${message}`, {
    position: { file: migration.file, line, column: 1 },
    migration: migration.name,
    remedy: ['Remove the line, or write it as an ordinary comment: this version takes no directives.'],
  });
}
