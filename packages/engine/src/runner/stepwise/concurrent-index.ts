import { tokenReader } from '../../diagnose/token-reader.ts';
import { PlumblineError } from '../../errors.ts';
import type { Step } from '../../source/file-mode.ts';
import type { ParsedMigration } from '../../source/migration.ts';

/** What CREATE INDEX CONCURRENTLY makes, as the server folds the names. */
export interface ConcurrentIndex {
  /** Null when the statement leaves the name to the server. */
  readonly name: string | null;
  /** `['public', 'orders']` or `['orders']`. */
  readonly table: readonly string[];
}

/** A statement as it is sent. */
export type Command = Pick<Step, 'kind' | 'text'>;

/** Reads CREATE [UNIQUE] INDEX CONCURRENTLY; null for every other statement. */
export function concurrentIndex(statement: Command): ConcurrentIndex | null {
  if (statement.kind !== 'CREATE INDEX') return null;
  const reader = tokenReader(statement.text);
  reader.accept('create');
  reader.accept('unique');
  if (!reader.accept('index', 'concurrently')) return null;
  reader.accept('if', 'not', 'exists');
  const name = reader.word === 'on' ? null : (reader.name().at(-1) ?? null);
  if (!reader.accept('on')) return null;
  reader.accept('only');
  return { name, table: reader.name() };
}

/**
 * Refuses an index without a name: if the build is interrupted, its invalid leftover could not be told from another
 * index.
 *
 * @throws PlumblineError `invalid-index`
 */
export function checkIndexNames(migration: ParsedMigration, steps: readonly Step[]): void {
  for (const step of steps) {
    const index = step.inTransaction ? null : concurrentIndex(step);
    if (index === null || index.name !== null) continue;
    const { line, column } = step.statement;
    throw new PlumblineError('invalid-index', `${migration.file}:${line}:${column}: the index has no name.`, {
      position: { file: migration.file, line, column },
      migration: migration.name,
      remedy: ['Name it: CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);'],
    });
  }
}
