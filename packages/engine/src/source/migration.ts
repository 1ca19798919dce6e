import { PlumblineError } from '../errors.ts';
import { decode, SplitError, type Statement, split } from '../splitter/index.ts';
import { checksum } from './checksum.ts';
import { type MigrationName, parseFileName } from './file-name.ts';

/** One migration file as it lies on disk. Nothing is parsed yet: what is applied and unchanged never has to be. */
export interface Migration extends MigrationName {
  /** The path as a person would type it, used in every message. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** SHA-256 in hex, blind to a byte order mark and to the kind of line ends. */
  readonly checksum: string;
}

/** A migration whose text was decoded and split. */
export interface ParsedMigration extends Migration {
  readonly sql: string;
  readonly statements: readonly Statement[];
}

/**
 * Makes a migration of a file's name and bytes.
 *
 * @param file path or plain name; its last part gives the identity
 */
export function migration(file: string, bytes: Uint8Array): Migration {
  const fileName = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return { ...parseFileName(fileName), file, bytes, checksum: checksum(bytes) };
}

/**
 * Decodes and splits a migration, whole, before any of it runs.
 *
 * @param standardConformingStrings the server's setting, as the connection has it
 * @throws PlumblineError `invalid-sql` at the opener of what is never closed, at bytes that are not UTF-8, at psql's own commands
 */
export function parseMigration(source: Migration, standardConformingStrings = true): ParsedMigration {
  try {
    const sql = decode(source.bytes);
    const statements = split(sql, { standardConformingStrings, psqlVariables: 'refuse' });
    return { ...source, sql, statements };
  } catch (error) {
    if (!(error instanceof SplitError)) throw error;
    const { line, column } = error;
    throw new PlumblineError(
      'invalid-sql',
      `${source.file}:${line}:${column}: ${error.message}`,
      {
        position: { file: source.file, line, column },
        offset: error.offset,
        reason: error.code,
        migration: source.name,
        remedy: [error.hint],
      },
      error,
    );
  }
}
