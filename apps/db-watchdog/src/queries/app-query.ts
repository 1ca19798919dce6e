import { readFileSync } from 'node:fs';
import { SplitError, split } from '@plumbline/engine/splitter';
import type { QueryFile } from './query-files.ts';

/** One statement that the application sends. */
export interface AppQuery {
  readonly file: QueryFile;
  /** 1-based, where it begins. */
  readonly line: number;
  readonly text: string;
}

export interface QuerySource {
  readonly queries: readonly AppQuery[];
  /** Statements of other kinds, such as SET and CALL: the server cannot prepare them. */
  readonly others: number;
  /** Files that cannot be read as SQL, and why. */
  readonly unreadable: readonly UnreadableFile[];
}

export interface UnreadableFile {
  readonly file: QueryFile;
  /** 1-based, where the reading ends. */
  readonly line: number;
  readonly reason: string;
}

const PREPARED: ReadonlySet<string> = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** Reads the statements of the files. A file that cannot be read does not hide the others. */
export function readQueries(files: readonly QueryFile[]): QuerySource {
  const queries: AppQuery[] = [];
  const unreadable: UnreadableFile[] = [];
  let others = 0;
  for (const file of files) {
    try {
      for (const { kind, line, text } of split(readFileSync(file.path))) {
        if (PREPARED.has(kind)) queries.push({ file, line, text });
        else others += 1;
      }
    } catch (error) {
      const line = error instanceof SplitError ? error.line : 1;
      unreadable.push({ file, line, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { queries, others, unreadable };
}
