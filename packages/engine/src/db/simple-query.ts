import { once } from 'node:events';
import type { Client, Connection, QueryResultRow, Submittable } from 'pg';
import { type ServerFailure, serverFailure } from '../server-failure.ts';
import { type QueryText, writeQuery } from './write-query.ts';

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
  /** What the server says beside its answer. */
  readonly onNotice?: (message: object) => void;
  /** One that it would have followed, but that was answered before. */
  readonly behind?: SentQuery;
}

/** A query that was sent. */
export interface SentQuery {
  /** It rejects only when the connection breaks. */
  readonly result: Promise<SimpleResult>;
  /**
   * Sends another one behind it, for the server to take up without waiting for us. Nobody else may ask anything of the
   * client before it is answered, and this one must have no data of a COPY.
   *
   * @returns null when this one is answered already, is being written still, or has another one behind it
   */
  follow(text: QueryText, options?: Pick<SimpleQueryOptions, 'mostRows' | 'onNotice'>): SentQuery | null;
  /** Whether one that it followed failed. */
  readonly isVoid: () => boolean;
  /** Whether it was refused, or one that it followed. */
  readonly hasFailed: () => boolean;
}

/**
 * Sends text by PostgreSQL's simple protocol and counts what completes. `pg`'s own query loses that count when a
 * statement fails, and run-time errors carry no position, so the count is the only way to say which statement it was.
 *
 * @returns a result with `failure` set when the server refused; it rejects only when the connection breaks
 */
export function simpleQuery(client: Client, text: QueryText, options: SimpleQueryOptions = {}): Promise<SimpleResult> {
  return sendQuery(client, text, options).result;
}

/** As {@link simpleQuery}; another query can be sent behind it. */
export function sendQuery(client: Client, text: QueryText, options: SimpleQueryOptions = {}): SentQuery {
  const query = newQuery(client, text, options);
  client.query(query.submittable);
  return query;
}

interface Query extends SentQuery {
  readonly submittable: Submittable;
  /** Writes it to the connection before its turn; then it is only listened to. */
  sendEarly(): void;
  /** Called once, when the one before it is answered. */
  takeTurn(beforeFailed: boolean): void;
}

function newQuery(client: Client, text: QueryText, options: SimpleQueryOptions): Query {
  const { copyData = [], mostRows = Number.POSITIVE_INFINITY, onNotice, behind } = options;
  const { handlers, resultWith } = gather(mostRows);
  let copies = 0;
  let over: AbortController | null = null;
  let isSent = false;
  let isWritten = false;
  let isVoid = behind?.hasFailed() ?? false;
  let isRefused = false;
  let isAnswered = false;
  let next: Query | null = null;
  let settle: { resolve: (result: SimpleResult) => void; reject: (error: unknown) => void };
  const result = new Promise<SimpleResult>((resolve, reject) => {
    settle = { resolve, reject };
  });
  /** In one go, without a turn of the event loop: what the server says from here on is for the next one. */
  const end = (hasFailed: boolean): void => {
    isAnswered = true;
    isRefused = hasFailed;
    over?.abort();
    if (onNotice !== undefined) client.off('notice', onNotice);
    next?.takeTurn(isRefused || isVoid);
  };
  const submittable = {
    ...handlers,
    submit(connection: Connection): void {
      if (onNotice !== undefined) client.on('notice', onNotice);
      if (!isSent) isWritten = writeQuery(connection, text);
    },
    handleCopyInResponse(connection: CopyConnection): void {
      over ??= new AbortController();
      void sendCopy(connection, copyData[copies++], over.signal);
    },
    handleReadyForQuery(): void {
      end(false);
      settle.resolve(resultWith(null));
    },
    handleError(error: unknown): void {
      end(true);
      const failure = serverFailure(error);
      const isLost = failure.sqlstate === null || failure.severity === 'FATAL' || failure.severity === 'PANIC';
      const tell = (): void => (isLost ? settle.reject(error) : settle.resolve(resultWith(failure)));
      // Whoever hears of it and asks next would come before the one behind, which pg has not taken up yet.
      if (next === null) tell();
      else next.result.then(tell, tell);
    },
  };
  return {
    ...{ result, submittable, isVoid: () => isVoid, hasFailed: () => isVoid || isRefused },
    sendEarly() {
      isSent = true;
      isWritten = writeQuery(client.connection, text);
    },
    takeTurn(beforeFailed) {
      isVoid = beforeFailed;
      client.query(submittable);
    },
    follow(nextText, nextOptions = {}) {
      if (!isWritten || isAnswered || next !== null) return null;
      next = newQuery(client, nextText, nextOptions);
      next.result.catch(() => {}); // Reported by whoever awaits it, when its turn comes.
      next.sendEarly();
      return next;
    },
  };
}

/** Gathers what the server answers: as pg's client hands it over, and as it is asked for at the end. */
function gather(mostRows: number) {
  const rowSets: QueryResultRow[][] = [];
  let completed = 0;
  let names: readonly string[] = [];
  return {
    resultWith: (failure: ServerFailure | null): SimpleResult => ({ completed, rowSets, failure }),
    handlers: {
      handleRowDescription({ fields }: { readonly fields: readonly { readonly name: string }[] }): void {
        names = fields.map((field) => field.name);
        rowSets.push([]);
      },
      handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
        const rows = rowSets.at(-1);
        if (rows === undefined || rows.length >= mostRows) return;
        rows.push(Object.fromEntries(names.map((name, index) => [name, fields[index] ?? null])));
      },
      handleCommandComplete(): void {
        completed += 1;
      },
      handleEmptyQuery(): void {},
      handleCopyData(): void {},
    },
  };
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
