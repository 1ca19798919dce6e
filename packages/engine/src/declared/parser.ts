import type { Node } from 'libpg-query';

/** One statement as the parser of PostgreSQL reads it. */
export interface ParsedStatement {
  readonly node: Node;
}

export interface Parser {
  /** The statements of a text; null when PostgreSQL 18 would not read it. */
  parse(sql: string): readonly ParsedStatement[] | null;
}

let loading: Promise<Parser> | null = null;

/**
 * PostgreSQL's own parser. It is a megabyte of WebAssembly and takes a tenth of a second to load, so it is loaded once,
 * and only when something is applied.
 */
export function loadParser(): Promise<Parser> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Parser> {
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  return {
    parse(sql) {
      try {
        const { stmts = [] } = parseSync(sql);
        return stmts.flatMap(({ stmt }) => (stmt === undefined ? [] : [{ node: stmt }]));
      } catch {
        // What only an older server reads is no fault of the file; nothing is said about it then.
        return null;
      }
    },
  };
}
