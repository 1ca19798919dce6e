/**
 * What a server or the operating system said when something failed, as a plain value: every field of PostgreSQL's
 * ErrorResponse that a person or a diagnosis can use. Source: protocol documentation, "Error and Notice Message Fields".
 */
export interface ServerFailure {
  /** Five characters, or null when no server spoke (see `systemCode`). */
  readonly sqlstate: string | null;
  /** ECONNREFUSED, ENOTFOUND, ... when the network or the operating system failed. */
  readonly systemCode: string | null;
  readonly severity: string;
  readonly message: string;
  readonly detail: string | null;
  readonly hint: string | null;
  /** The call stack inside the server: `PL/pgSQL function f() line 3 at SQL statement`. */
  readonly where: string | null;
  /** 1-based, in code points of the text that was sent. */
  readonly position: number | null;
  readonly internalQuery: string | null;
  readonly internalPosition: number | null;
  readonly schema: string | null;
  readonly table: string | null;
  readonly column: string | null;
  readonly dataType: string | null;
  readonly constraint: string | null;
}

type Fields = Partial<Record<string, unknown>>;

/**
 * Turns whatever `pg` or Node threw into a {@link ServerFailure}.
 *
 * @param error a DatabaseError of pg, a system error of Node, or anything else that was thrown
 */
export function serverFailure(error: unknown): ServerFailure {
  const fields: Fields = typeof error === 'object' && error !== null ? (firstOf(error) as Fields) : {};
  const code = text(fields.code);
  const isSqlstate = code !== null && /^[0-9A-Z]{5}$/.test(code) && text(fields.severity) !== null;
  return {
    sqlstate: isSqlstate ? code : null,
    systemCode: isSqlstate ? null : code,
    severity: text(fields.severity) ?? 'ERROR',
    message: text(fields.message) || String(error),
    detail: text(fields.detail),
    hint: text(fields.hint),
    where: text(fields.where),
    position: count(fields.position),
    internalQuery: text(fields.internalQuery),
    internalPosition: count(fields.internalPosition),
    schema: text(fields.schema),
    table: text(fields.table),
    column: text(fields.column),
    dataType: text(fields.dataType),
    constraint: text(fields.constraint),
  };
}

/** Node tries `localhost` at every address and reports all failures as one AggregateError without a message. */
function firstOf(error: object): object {
  const inner = error instanceof AggregateError ? error.errors[0] : undefined;
  return typeof inner === 'object' && inner !== null ? inner : error;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function count(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number > 0 ? number : null;
}
