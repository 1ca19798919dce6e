import { databaseFailure } from '../database/database-failure.ts';
import { HttpProblem, type WrongField } from './problems.ts';

/** What the client is told of an error. Everything that is not meant for it becomes a sentence without internals. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  return fastifyProblem(error) ?? databaseProblem(error) ?? internal(error);
}

/** The framework's own refusals: validation, body parsing, limits. */
function fastifyProblem(error: unknown): HttpProblem | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('validation' in error && Array.isArray(error.validation)) {
    const part = 'validationContext' in error ? String(error.validationContext) : 'request';
    return new HttpProblem('invalid-request', `The ${part} is not valid.`, {
      errors: error.validation.map(wrongField),
    });
  }
  const status = 'statusCode' in error ? error.statusCode : null;
  switch (status) {
    case 400:
      return new HttpProblem('invalid-request', 'The request cannot be read.');
    case 413:
      return new HttpProblem('body-too-large', 'The body is larger than this service accepts.');
    case 415:
      return new HttpProblem('unsupported-media-type', 'Send the body as application/json.');
    case 503:
      return unavailable(error);
    default:
      return null;
  }
}

function databaseProblem(error: unknown): HttpProblem | null {
  switch (databaseFailure(error)) {
    case 'unavailable':
      return unavailable(error);
    case 'schema':
      return new HttpProblem('schema-mismatch', 'This has been reported; try again later.', {
        retryAfterSeconds: 30,
        cause: error,
      });
    case 'duplicate':
      return new HttpProblem('conflict', 'There is one like this already.', { cause: error });
    case 'missing-reference':
      return new HttpProblem('conflict', 'It refers to something that is not there any more.', { cause: error });
    case 'bad-value':
      return new HttpProblem('invalid-request', 'A value does not fit where it is kept.', { cause: error });
    case 'other':
      return null;
  }
}

function unavailable(cause: unknown): HttpProblem {
  return new HttpProblem('unavailable', 'The service cannot answer right now.', { retryAfterSeconds: 2, cause });
}

function internal(cause: unknown): HttpProblem {
  return new HttpProblem('internal', 'The request failed. Its id helps to find out why.', { cause });
}

/** Of an ajv error: where and what, never the value. */
function wrongField(error: unknown): WrongField {
  const {
    instancePath = '',
    message = 'is not valid',
    params = {},
  } = error as {
    readonly instancePath?: string;
    readonly message?: string;
    readonly params?: { readonly additionalProperty?: string };
  };
  const unknown = params.additionalProperty;
  return unknown === undefined
    ? { path: instancePath, message }
    : { path: `${instancePath}/${unknown}`, message: 'is not known here' };
}
