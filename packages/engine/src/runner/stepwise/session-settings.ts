import { PlumblineError } from '../../errors.ts';
import type { FileMode } from '../../source/file-mode.ts';
import type { ParsedMigration } from '../../source/migration.ts';

/**
 * Refuses a stepwise file that sets something for its later statements, where a transaction pooler is in between: the
 * next statement may run on another server connection, and the setting would reach somebody else's client.
 *
 * @throws PlumblineError `pooler-refused`
 */
export function refuseSessionSettings(migration: ParsedMigration, { mode, steps }: FileMode): void {
  if (mode === 'transactional') return;
  const step = steps.find(({ kind, text }) => kind === 'SET' && !/^set\s+(local|constraints)\b/i.test(text));
  if (step === undefined) return;
  const { line, column } = step.statement;
  throw new PlumblineError(
    'pooler-refused',
    `${migration.file}:${line}:${column}: the file runs statement by statement, and a transaction pooler does not keep what it sets.`,
    {
      position: { file: migration.file, line, column },
      migration: migration.name,
      remedy: [
        'Migrate past the pooler: give the address of the server itself as MIGRATION_DATABASE_URL or --url.',
        'Or leave the setting out, or give it to the role: ALTER ROLE ... SET ...;',
      ],
    },
  );
}
