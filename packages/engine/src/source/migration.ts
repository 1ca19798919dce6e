import { basename } from 'node:path';
import { PlumblineError } from '../errors.ts';
import { SplitError, type Statement, split } from '../splitter/index.ts';
import { checksum } from './checksum.ts';
import { hasLinesLeftOut, linesLeftOut } from './copy-block.ts';
import { FileContent } from './file-content.ts';
import { type MigrationName, parseFileName } from './file-name.ts';
import type { LargeFile } from './large-file.ts';

/** One migration file as it lies on disk. Nothing is parsed yet: what is applied and unchanged never has to be. */
export interface Migration extends MigrationName {
  /** The path as a person would type it, used in every message. */
  readonly file: string;
  readonly content: FileContent;
  /** SHA-256 in hex, blind to a byte order mark and to the kind of line ends. */
  readonly checksum: string;
  /** Set when the data of its COPYs stayed on disk: then `content` has a line in the place of each block. */
  readonly large?: {
    /** Where in the file its first bytes are that are no UTF-8; null when there are none. */
    readonly invalidAt: number | null;
  };
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
  return { ...parseFileName(fileName), file, content: new FileContent(bytes), checksum: checksum(bytes) };
}

/** Makes a migration of a large file that was read a piece at a time. */
export function largeMigration(file: string, { bytes, checksum, invalidAt }: LargeFile): Migration {
  return { ...parseFileName(basename(file)), file, content: new FileContent(bytes), checksum, large: { invalidAt } };
}

/**
 * Decodes and splits a migration, whole, before any of it runs.
 *
 * @param standardConformingStrings the server's setting, as the connection has it
 * @throws PlumblineError `invalid-sql` at the opener of what is never closed, at bytes that are not UTF-8, at psql's own commands
 */
export function parseMigration(source: Migration, standardConformingStrings = true): ParsedMigration {
  refuseTooMuch(source);
  try {
    const sql = source.content.text();
    const statements = split(sql, { standardConformingStrings, psqlVariables: 'refuse' });
    if (source.large === undefined) return { ...source, sql, statements };
    refuseInvalid(source, source.large.invalidAt);
    if (!hasLinesLeftOut(sql)) return { ...source, sql, statements };
    const leftOut = linesLeftOut(sql);
    return { ...source, sql, statements: statements.map((statement) => placedInFile(statement, leftOut)) };
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

/** A statement whose line is that of the file, and all else that of the text. */
function placedInFile(statement: Statement, leftOut: (offset: number) => number): Statement {
  const record = { ...statement.toJSON(), line: statement.line + leftOut(statement.start) };
  return { ...record, toJSON: () => record };
}

/** A text in JavaScript ends at half a gigabyte, and a message of the protocol at a whole one. 256 MB. */
const MOST_SQL = 256 * 1024 * 1024;

function refuseTooMuch({ file, name, content }: Migration): void {
  if (content.byteLength <= MOST_SQL) return;
  const megabytes = Math.round(content.byteLength / 1024 / 1024);
  throw new PlumblineError(
    'invalid-sql',
    `${file}: ${megabytes} MB of SQL beside the data of COPY; 256 MB is the most.`,
    {
      reason: 'too-large',
      migration: name,
      remedy: ['Load rows by COPY ... FROM STDIN, whose data may have any size, or cut the file in several.'],
    },
  );
}

function refuseInvalid({ file, name }: Migration, invalidAt: number | null): void {
  if (invalidAt === null) return;
  throw new PlumblineError('invalid-sql', `${file}: invalid UTF-8 at byte offset ${invalidAt}`, {
    offset: invalidAt,
    reason: 'invalid-utf8',
    migration: name,
    remedy: ['Save the file as UTF-8; it is probably in a single-byte encoding such as Windows-1252, or cut off.'],
  });
}
