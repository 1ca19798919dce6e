import type { ClientBase, Connection } from 'pg';

/** A row as the server writes it: text or null, in the order of the columns. */
export type Row = readonly (string | null)[];

/**
 * Sends text by the simple protocol and returns the rows of each statement that has a result, in order. The rows are the
 * arrays that the protocol's parser made: where there are a hundred thousand of them, copying and parsing each would take
 * longer than the server does.
 *
 * @throws pg's error when a statement is refused or the connection breaks
 */
export function rowQuery(client: ClientBase, text: string): Promise<readonly (readonly Row[])[]> {
  return new Promise((resolve, reject) => {
    const sets: Row[][] = [];
    let rows: Row[] = [];
    const submittable = {
      text,
      submit: (connection: Connection): void => connection.query(text),
      handleRowDescription(): void {
        rows = [];
        sets.push(rows);
      },
      handleDataRow({ fields }: { readonly fields: (string | null)[] }): void {
        shareWith(rows.at(-1), fields);
        rows.push(fields);
      },
      handleCommandComplete(): void {},
      handleEmptyQuery(): void {},
      handleReadyForQuery: () => resolve(sets),
      handleError: reject,
    };
    client.query(submittable);
  });
}

/** Rows that follow each other often have the same text in a column, such as the table of all its columns: it is kept once. */
function shareWith(previous: Row | undefined, fields: (string | null)[]): void {
  if (previous === undefined) return;
  for (let at = 0; at < fields.length; at++) {
    const known = previous[at];
    if (known !== undefined && fields[at] === known) fields[at] = known;
  }
}
