import { PlumblineError } from '../errors.ts';
import { nearest } from '../spelling/nearest.ts';
import { positionAt } from '../splitter/index.ts';
import { directiveLines } from './directive-lines.ts';
import { parseDuration } from './duration.ts';
import { isLintIgnore } from './lint-ignores.ts';
import type { ParsedMigration } from './migration.ts';

/** What a file asks for in comments before its first statement: `-- plumbline: no-transaction, lock-timeout 5s`. */
export interface Directives {
  /** Run statement by statement, with progress recorded around each. */
  readonly noTransaction: boolean;
  /** Statements that can and that cannot run in a transaction may stand in this file together. */
  readonly mixed: boolean;
  /** Run again whenever its statements changed. */
  readonly repeatable: boolean;
  /** Milliseconds; null when the file says nothing. */
  readonly lockTimeoutMs: number | null;
  readonly statementTimeoutMs: number | null;
}

type Known = 'no-transaction' | 'mixed' | 'repeatable' | 'lock-timeout' | 'statement-timeout';
const KNOWN: readonly Known[] = ['no-transaction', 'mixed', 'repeatable', 'lock-timeout', 'statement-timeout'];

/**
 * Reads the directives of a file.
 *
 * @throws PlumblineError `unknown-directive` for one that does not exist, has a wrong value, or stands after the first
 * statement, where it would do nothing
 */
export function readDirectives(migration: ParsedMigration): Directives {
  const found = {
    noTransaction: false,
    mixed: false,
    repeatable: false,
    lockTimeoutMs: null,
    statementTimeoutMs: null,
  };
  const directives: { -readonly [Key in keyof Directives]: Directives[Key] } = found;
  for (const line of directiveLines(migration)) {
    const { offset, text } = line;
    // Those are for the linter, and may stand above any statement.
    if (isLintIgnore(line)) continue;
    if (offset > (migration.statements[0]?.start ?? Number.POSITIVE_INFINITY)) {
      throw refusal(migration, offset, 'a directive stands after the first statement, where it does nothing.', [
        'Move the line to the head of the file.',
      ]);
    }
    for (const part of text.split(',')) apply(migration, offset, part.trim(), directives);
  }
  return directives;
}

function apply(
  migration: ParsedMigration,
  offset: number,
  text: string,
  directives: { -readonly [Key in keyof Directives]: Directives[Key] },
): void {
  const [name = '', ...rest] = text.split(/[ \t]+/);
  const value = rest.join(' ');
  const known = KNOWN.find((entry) => entry === name);
  if (known === undefined) throw unknown(migration, offset, name);
  if (known === 'lock-timeout') directives.lockTimeoutMs = duration(migration, offset, name, value);
  else if (known === 'statement-timeout') directives.statementTimeoutMs = duration(migration, offset, name, value);
  else if (value !== '')
    throw refusal(migration, offset, `the directive "${name}" takes no value.`, [`Write: -- plumbline: ${name}`]);
  else if (known === 'no-transaction') directives.noTransaction = true;
  else directives[known] = true;
}

function duration(migration: ParsedMigration, offset: number, name: string, value: string): number {
  const parsed = parseDuration(value);
  if (parsed !== null) return parsed;
  throw refusal(migration, offset, `the directive "${name}" needs a duration, not "${value}".`, [
    `Write a number and a unit, ms, s, min, h or d: -- plumbline: ${name} 5s`,
  ]);
}

function unknown(migration: ParsedMigration, offset: number, name: string): PlumblineError {
  const [meant] = nearest(name, KNOWN);
  return refusal(migration, offset, `"${name}" is not a directive.`, [
    ...(meant === undefined ? [] : [`Did you mean "${meant}"?`]),
    `The directives are: ${KNOWN.join(', ')}.`,
  ]);
}

function refusal(
  migration: ParsedMigration,
  offset: number,
  message: string,
  remedy: readonly string[],
): PlumblineError {
  const { line, column } = positionAt(migration.sql, offset);
  return new PlumblineError('unknown-directive', `${migration.file}:${line}:${column}: ${message}`, {
    position: { file: migration.file, line, column },
    migration: migration.name,
    remedy,
  });
}
