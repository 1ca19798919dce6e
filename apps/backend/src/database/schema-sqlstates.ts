/**
 * What the server answers when the schema is not what the code was written for: the three errors that this service once
 * met in production, and their neighbours.
 * Source: PostgreSQL documentation, appendix A.
 */
export const schemaSqlstates: Readonly<Record<string, string>> = {
  '42P01': 'undefined_table',
  '42703': 'undefined_column',
  '42804': 'datatype_mismatch',
  '42883': 'undefined_function',
  '42P10': 'invalid_column_reference',
};

/** Whether an error of pg says that the schema is not what the code was written for. */
export function isSchemaSqlstate(sqlstate: string | null): boolean {
  return sqlstate !== null && Object.hasOwn(schemaSqlstates, sqlstate);
}
