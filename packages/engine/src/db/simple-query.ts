import { once } from 'node:events';
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

/** The data of one COPY ... FROM STDIN: as text, or read a piece at a time; again when they are sent again. */
export type CopyData = string | (() => AsyncIterable<Buffer>);

export interface SimpleQueryOptions {
  /** The data of each COPY ... FROM STDIN in the text, in order. */
  readonly copyData?: readonly CopyData[];
  /** How many rows of each statement are kept; the rest are read and forgotten. Default: all. */
  readonly mostRows?: number;
}

interface RowDescription {
  readonly fields: readonly { readonly name: string }[];
}

/**
 * Sends text by PostgreSQL's simple protocol and counts what completes. `pg`'s own query loses that count when a
 * statement fails, and run-time errors carry no position, so the count is the only way to say which statement it was.
 *
 * @returns a result with `failure` set when the server refused; it rejects only when the connection breaks
 */
export function simpleQuery(
  client: Client,
  text: string,
  { copyData = [], mostRows = Number.POSITIVE_INFINITY }: SimpleQueryOptions = {},
): Promise<SimpleResult> {
  return new Promise((resolve, reject) => {
    const rowSets: QueryResultRow[][] = [];
    let completed = 0;
    let copies = 0;
    const over = new AbortController();
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
        const rows = rowSets.at(-1);
        if (rows === undefined || rows.length >= mostRows) return;
        rows.push(Object.fromEntries(names.map((name, index) => [name, message.fields[index] ?? null])));
      },
      handleCommandComplete(): void {
        completed += 1;
      },
      handleEmptyQuery(): void {},
      handleCopyInResponse(connection: CopyConnection): void {
        void sendCopy(connection, copyData[copies++], over.signal);
      },
      handleCopyData(): void {},
      handleReadyForQuery(): void {
        over.abort();
        resolve({ completed, rowSets, failure: null });
      },
      handleError(error: unknown): void {
        over.abort();
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

/**
 * Sends the data of one COPY, no faster than the server takes them.
 *
 * @param over aborted when the server has answered: what is still to be sent would be thrown away
 */
async function sendCopy(connection: CopyConnection, data: CopyData | undefined, over: AbortSignal): Promise<void> {
  if (data === undefined) {
    connection.sendCopyFail('the file has no data for this COPY ... FROM STDIN');
    return;
  }
  try {
    for await (const piece of typeof data === 'string' ? piecesOf(data) : data()) {
      if (over.aborted) return;
      connection.sendCopyFromChunk(piece);
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain', { signal: over });
    }
  } catch (error) {
    if (!over.aborted) connection.sendCopyFail(error instanceof Error ? error.message : String(error));
    return;
  }
  if (!over.aborted) connection.endCopyFrom();
}

function piecesOf(text: string): readonly Buffer[] {
  return text === '' ? [] : [Buffer.from(text, 'utf8')];
}
