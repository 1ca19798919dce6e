/**
 * Every way a request can be refused: the last part of the problem's `type`, its status and title.
 * `docs/backend.md` has a row for each; a test holds the two together.
 */
export const problems = {
  'invalid-request': { status: 400, title: 'The request is not what the API describes' },
  unauthorized: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Your role may not do this' },
  'not-found': { status: 404, title: 'There is nothing here' },
  conflict: { status: 409, title: 'It contradicts what is there already' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be JSON' },
  unprocessable: { status: 422, title: 'The values do not fit together' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'Try again in a moment' },
  'schema-mismatch': { status: 503, title: 'The database is not in the state that this version needs' },
} as const;

export type ProblemCode = keyof typeof problems;

/** One wrong place of a request. */
export interface WrongField {
  /** JSON pointer into the part of the request, such as `/email`. */
  readonly path: string;
  readonly message: string;
}

/** A refusal that the client is told of as it stands: `detail` must hold nothing internal. */
export class HttpProblem extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly WrongField[] | null;
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ProblemCode,
    detail: string,
    more: {
      readonly errors?: readonly WrongField[];
      readonly retryAfterSeconds?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(detail, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'HttpProblem';
    this.code = code;
    this.errors = more.errors ?? null;
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }

  get status(): number {
    return problems[this.code].status;
  }
}
