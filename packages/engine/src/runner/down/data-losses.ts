import { bodyStatements } from '../../diagnose/declared-objects.ts';
import { type TokenReader, tokenReader } from '../../diagnose/token-reader.ts';
import type { FilePosition } from '../../errors.ts';
import type { Step } from '../../source/file-mode.ts';

/** A statement that takes data away for good. */
export interface WrittenLoss {
  readonly statement: 'DROP TABLE' | 'DROP COLUMN' | 'DROP SCHEMA' | 'TRUNCATE' | 'DELETE';
  /** The tables concerned, or the schemas of DROP SCHEMA, as the server folds their names. */
  readonly names: readonly (readonly string[])[];
  /** Of DROP COLUMN. */
  readonly columns: readonly string[];
  readonly position: FilePosition;
}

/**
 * The statements of a file that take data away, by their words, those in DO blocks included. SQL that is put together
 * at run time, functions that are called and what CASCADE takes along cannot be seen.
 */
export function dataLosses(
  file: string,
  steps: readonly Pick<Step, 'statement' | 'kind' | 'text'>[],
): readonly WrittenLoss[] {
  return steps.flatMap(({ text, kind, statement: { line, column } }) => {
    const position = { file, line, column };
    const parts = kind === 'DO' ? bodyStatements(text, ['drop', 'alter', 'truncate', 'delete']) : [text];
    return parts.flatMap((part) => {
      const loss = lossIn(part, kind);
      return loss === null ? [] : [{ ...loss, position }];
    });
  });
}

type Loss = Omit<WrittenLoss, 'position'>;

function lossIn(sql: string, kind: string): Loss | null {
  const reader = tokenReader(sql);
  // WITH ... DELETE: everything before the verb says what is deleted, not where.
  if (kind === 'DELETE') while (reader.token !== undefined && reader.word !== 'delete') reader.skipGroup();
  if (reader.accept('delete', 'from')) return whole('DELETE', namesIn(reader).slice(0, 1));
  if (reader.accept('truncate')) {
    reader.accept('table');
    return whole('TRUNCATE', namesIn(reader));
  }
  if (reader.accept('drop', 'table')) return whole('DROP TABLE', namesIn(reader));
  if (reader.accept('drop', 'schema')) return whole('DROP SCHEMA', namesIn(reader));
  return reader.accept('alter', 'table') ? droppedColumns(reader) : null;
}

function whole(statement: Loss['statement'], names: Loss['names']): Loss {
  return { statement, names, columns: [] };
}

function namesIn(reader: TokenReader): readonly (readonly string[])[] {
  const names: (readonly string[])[] = [];
  reader.accept('if', 'exists');
  do {
    reader.accept('only');
    const name = reader.name();
    if (name.length > 0) names.push(name);
    reader.accept('*');
  } while (reader.accept(','));
  return names;
}

/** `DROP [COLUMN] [IF EXISTS] a` among the actions of ALTER TABLE; a column's DROP DEFAULT and its like lose nothing. */
function droppedColumns(reader: TokenReader): Loss | null {
  reader.accept('if', 'exists');
  reader.accept('only');
  const table = reader.name();
  const columns: string[] = [];
  reader.accept('*');
  while (reader.token !== undefined) {
    if (reader.accept('drop') && reader.word !== 'constraint') {
      reader.accept('column');
      reader.accept('if', 'exists');
      columns.push(...reader.name());
    }
    while (reader.token !== undefined && reader.word !== ',') reader.skipGroup();
    reader.advance();
  }
  return columns.length === 0 ? null : { statement: 'DROP COLUMN', names: [table], columns };
}
