import type { Client, Connection, QueryResultRow } from 'pg';
import { type ServerFailure, serverFailure } from '../server-failure.ts';

/** What one simple query, of any number of statements, came to. A server error is part of the value. */
export interface SimpleResult {
  /** How many statements completed, in order: with an error, its index among the statements sent. */
  readonly completed: number;
  /** The rows of each statement that returned rows, as text, in the order of the statements. */
  readonly rowSets: readonly (readonly QueryResultRow[])[];
  readonly failure: ServerFailure | null;
}

interface RowDescription {
  readonly fields: readonly { readonly name: string }[];
}

/**
 * Sends text by PostgreSQL's simple protocol and counts what completes. `pg`'s own query loses that count when a
 * statement fails, and run-time errors carry no position, so the count is the only way to say which statement it was.
 *
 * @param copyData the data of each COPY ... FROM STDIN in the text, in order
 * @returns a result with `failure` set when the server refused; it rejects only when the connection breaks
 */
export function simpleQuery(client: Client, text: string, copyData: readonly string[] = []): Promise<SimpleResult> {
  return new Promise((resolve, reject) => {
    const rowSets: QueryResultRow[][] = [];
    let completed = 0;
    let copies = 0;
    let names: readonly string[] = [];
    const submittable = {
      text,
      submit(connection: Connection): void {
        connection.query(text);
      },
      handleRowDescription(message: RowDescription): void {
        names = message.fields.map((field) => field.name);
        rowSets.push([]);
      },
      handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
        rowSets.at(-1)?.push(Object.fromEntries(names.map((name, index) => [name, message.fields[index] ?? null])));
      },
      handleCommandComplete(): void {
        completed += 1;
      },
      handleEmptyQuery(): void {},
      handleCopyInResponse(connection: CopyConnection): void {
        sendCopy(connection, copyData[copies++]);
      },
      handleCopyData(): void {},
      handleReadyForQuery(): void {
        resolve({ completed, rowSets, failure: null });
      },
      handleError(error: unknown): void {
        const failure = serverFailure(error);
        if (failure.sqlstate === null || failure.severity === 'FATAL' || failure.severity === 'PANIC') reject(error);
        else resolve({ completed, rowSets, failure });
      },
    };
    client.query(submittable);
  });
}

/** The part of pg's connection that speaks the COPY sub-protocol; its type declarations leave it out. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

function sendCopy(connection: CopyConnection, data: string | undefined): void {
  if (data === undefined) {
    connection.sendCopyFail('the file has no data for this COPY ... FROM STDIN');
    return;
  }
  if (data !== '') connection.sendCopyFromChunk(Buffer.from(data, 'utf8'));
  connection.endCopyFrom();
}
