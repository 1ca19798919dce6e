// The splitters that are measured, ours and those of npm, each as a function from a script to a number of pieces, loaded only
// when asked for: what loading costs is measured too.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const CONTESTANTS = {
  plumbline: async () => {
    const { split } = await import('@plumbline/engine/splitter');
    return (sql) => split(sql).length;
  },
  'postgres-semicolons': async () => {
    const { parseSplits } = require('postgres-semicolons');
    return (sql) => parseSplits(sql, true).positions.length;
  },
  'dbgate-query-splitter': async () => {
    const { splitQuery, postgreSplitterOptions } = require('dbgate-query-splitter');
    return (sql) => splitQuery(sql, postgreSplitterOptions).length;
  },
  '@databases/split-sql-query': async () => {
    const { default: splitSqlQuery } = require('@databases/split-sql-query');
    const { default: query } = require('@databases/sql');
    return (sql) => splitSqlQuery(query.__dangerous__rawValue(sql)).length;
  },
  'sql-query-identifier': async () => {
    const { identify } = require('sql-query-identifier');
    return (sql) => identify(sql, { dialect: 'psql', strict: false }).length;
  },
  'libpg-query': async () => {
    const { loadModule, parseSync } = await import('libpg-query');
    await loadModule();
    return (sql) => parseSync(sql).stmts.length;
  },
};
