import type { Client } from 'pg';
import type { DeclaredKind } from '../../declared/declared.ts';
import type { SourceStatement } from '../../declared/source-statement.ts';
import { type FilePosition, PlumblineError } from '../../errors.ts';
import { type Statement, split } from '../../splitter/index.ts';
import type { PreparedFile } from '../prepare-files.ts';

/** Something that files declare and the database does not have. */
export interface MissingFromCatalog {
  readonly kind: DeclaredKind;
  /** In words: `column paid of table orders`, `foreign key (user_id) to users on table orders`. */
  readonly object: string;
  readonly migration: string;
  readonly position: FilePosition;
  /** Why it may rightly be missing, as the end of a sentence; null when nothing in the files excuses it. */
  readonly excuse: string | null;
}

/** Those that are there or not, whatever their shape: no SQL that is put together at run time excuses a whole table. */
const WHOLE: ReadonlySet<DeclaredKind> = new Set([
  ...(['schema', 'extension', 'table', 'foreign table', 'view', 'materialized view', 'sequence', 'column'] as const),
  ...(['type', 'function', 'procedure', 'aggregate'] as const),
]);

/** Whether it counts as missing; else it is a doubt: a type or a key that SQL nobody can read may have changed. */
export function isSurelyMissing({ kind, excuse }: MissingFromCatalog): boolean {
  return excuse === null || WHOLE.has(kind);
}

/**
 * What of that which files declare, run one after the other, the database lacks, in their order. What a later one
 * drops or renames is followed. Reads the catalogs only, by one query.
 *
 * @param files in the order in which they would run
 * @throws PlumblineError `server-error`
 */
export async function missingObjects(
  client: Client,
  files: readonly PreparedFile[],
): Promise<readonly MissingFromCatalog[]> {
  const { declaredIn, loadParser, missingFrom, objectWords, sourceStatements } = await load();
  const chained = ({ steps }: PreparedFile): readonly SourceStatement[] => [
    ...steps,
    // What the runner does between two files: no search path goes over.
    ...sourceStatements({ statements: split('reset all') }),
  ];
  const sources = files.flatMap((file) => chained(file).map((source) => ({ file: file.migration, source })));
  const statements = sources.map(({ source }, index) => numbered(source, index));
  const declared = declaredIn(await loadParser(), statements);
  try {
    return (await missingFrom(client, declared)).map(({ declared: one }) => {
      const { file } = sources[one.statement] as (typeof sources)[number];
      return {
        kind: one.kind,
        object: objectWords(one),
        migration: file.name,
        position: { file: file.file, line: one.line, column: one.column },
        excuse: one.excuse,
      };
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlumblineError('server-error', `The server refused to read the catalog: ${reason}.`, {}, cause);
  }
}

/** The reader of syntax trees is large, and few commands need it. */
async function load() {
  const [{ declaredIn }, { missingObjects: missingFrom }, { objectWords }, { loadParser }, { sourceStatements }] =
    await Promise.all([
      import('../../declared/declared-objects.ts'),
      import('../../declared/missing-objects.ts'),
      import('../../declared/missing-words.ts'),
      import('../../declared/parser.ts'),
      import('../../declared/source-statement.ts'),
    ]);
  return { declaredIn, missingFrom, objectWords, loadParser, sourceStatements };
}

/** A statement under its number in the chain: by it what it declares is brought back to its file. */
function numbered({ statement, ...source }: SourceStatement, index: number): SourceStatement {
  const record = { ...statement.toJSON(), index };
  const renumbered: Statement = { ...record, toJSON: () => record };
  return { ...source, statement: renumbered };
}
