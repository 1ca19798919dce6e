import type { ClientBase } from 'pg';

/** A row as the server writes it: text or null, in the order of the columns. */
export type Row = readonly (string | null)[];

const asText = { getTypeParser: () => (value: string) => value };

/**
 * Sends text by the simple protocol and returns the rows of each statement that has a result, in order. Rows are arrays
 * of text: large results are read twice as fast as objects of parsed values.
 *
 * @throws pg's error when a statement is refused or the connection breaks
 */
export async function rowQuery(client: ClientBase, text: string): Promise<readonly (readonly Row[])[]> {
  const answer: unknown = await client.query({ text, rowMode: 'array', types: asText });
  const results = (Array.isArray(answer) ? answer : [answer]) as { fields: unknown[]; rows: Row[] }[];
  return results.filter(({ fields }) => fields.length > 0).map(({ rows }) => rows);
}
