import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlumblineError } from '../errors.ts';
import { compareNames, type MigrationName, parseFileName } from './file-name.ts';

/** What {@link newMigration} makes. */
export interface NewMigrationOptions {
  /** Created when it does not exist. */
  readonly directory: string;
  /** In words: `add invoices`. The number and `.sql` are added. */
  readonly name: string;
  /** What is in it. Default: a comment that says what a migration is. */
  readonly text?: string;
  /** For directories that number by time. Default: now. */
  readonly now?: Date;
}

/** A file that was made. */
export interface NewMigration {
  readonly name: string;
  /** Path as a person would type it. */
  readonly file: string;
}

/** How the files of a directory are numbered. */
interface NumberStyle {
  readonly digits: number;
  readonly byTime: boolean;
  readonly separator: string;
  readonly next: number;
}

/**
 * Makes an empty migration file with the next number, in the style of the files that are there: as many digits, the
 * same separator, or the time when they are numbered by time.
 *
 * @throws PlumblineError `invalid-file-name` when the name is not usable or taken, `directory-unreadable`
 */
export function newMigration({ directory, name, text, now = new Date() }: NewMigrationOptions): NewMigration {
  const existing = existingNames(directory);
  const style = styleOf(existing);
  const slug = slugOf(name, style.separator.endsWith('-') ? '-' : '_');
  const twin = existing.find((migration) => withoutNumber(migration.name) === slug);
  if (twin !== undefined) {
    throw new PlumblineError(
      'invalid-file-name',
      `There is already a migration of this name: ${join(directory, `${twin.name}.sql`)}.`,
      {
        remedy: ['Choose another name: two migrations that are called the same are mixed up sooner or later.'],
      },
    );
  }
  const number = style.byTime ? timeNumber(now, style) : String(style.next).padStart(style.digits, '0');
  const stem = `${number}${style.separator}${slug}`;
  const file = join(directory, `${stem}.sql`);
  try {
    // `wx`: of two people who do this at the same moment, the second is told instead of overwriting the first.
    writeFileSync(file, text ?? template(name), { flag: 'wx' });
  } catch (cause) {
    throw unusable(directory, `${file} cannot be written`, cause);
  }
  return { name: stem, file };
}

function existingNames(directory: string): readonly MigrationName[] {
  try {
    mkdirSync(directory, { recursive: true });
    return readdirSync(directory)
      .filter((entry) => entry.endsWith('.sql') && !entry.startsWith('.') && !entry.endsWith('.down.sql'))
      .map(parseFileName)
      .sort(compareNames);
  } catch (cause) {
    if (cause instanceof PlumblineError) throw cause;
    throw unusable(directory, `The directory "${directory}" cannot be used`, cause);
  }
}

function unusable(directory: string, what: string, cause: unknown): PlumblineError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PlumblineError('directory-unreadable', `${what}: ${reason}.`, { directory }, cause);
}

function styleOf(existing: readonly MigrationName[]): NumberStyle {
  const last = existing.findLast(({ number }) => number !== null);
  if (last === undefined || last.number === null) return { digits: 3, byTime: false, separator: '_', next: 1 };
  const [, digits = '', separator = ''] = /^(\d+)([^\p{L}\p{N}]*)/u.exec(last.name) ?? [];
  const byTime = (digits.length === 14 || digits.length === 12) && /^(19|20)\d\d(0[1-9]|1[0-2])/.test(digits);
  return { digits: digits.length, byTime, separator: separator === '' ? '_' : separator, next: last.number + 1 };
}

/** `20260131120000`, in UTC so that two time zones number in one order; never before what is there. */
function timeNumber(now: Date, { digits, next }: NumberStyle): string {
  const time = now.toISOString().replace(/\D/g, '').slice(0, digits);
  return Number(time) >= next ? time : String(next);
}

function slugOf(name: string, joiner: string): string {
  const words = name.trim().replace(/\.sql$/i, '');
  const refused = /[^\p{L}\p{M}\p{N}\s_.-]/u.exec(words)?.[0];
  if (refused !== undefined) {
    throw invalidName(name, `it has a ${JSON.stringify(refused)} in it`);
  }
  if (/^\d+[\s_.-]/.test(words))
    throw invalidName(name, 'it begins with a number, and the next number is added for you');
  const slug = words
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s_.-]+/)
    .filter((word) => word !== '')
    .join(joiner);
  if (slug === '') throw invalidName(name, 'it has no letter or digit');
  if (Buffer.byteLength(slug) > 150) throw invalidName(name, 'it is too long');
  return slug;
}

function invalidName(name: string, reason: string): PlumblineError {
  return new PlumblineError(
    'invalid-file-name',
    `${JSON.stringify(name)} cannot be the name of a migration: ${reason}.`,
    {
      remedy: [
        'Say in a few words what it does, with letters, digits, spaces, - and _ only, for example: add invoices',
      ],
    },
  );
}

function withoutNumber(stem: string): string {
  return stem.replace(/^\d+[^\p{L}\p{N}]*/u, '');
}

function template(name: string): string {
  return `-- ${name.trim().replaceAll(/\s+/g, ' ')}
--
-- The file runs in one transaction, whole or not at all: no BEGIN or COMMIT in it.
-- Once it has been applied anywhere it is not edited any more: what is wrong is put right by the next one.

`;
}
