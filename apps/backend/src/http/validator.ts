import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';

const options = { useDefaults: true, removeAdditional: false, allErrors: false } as const;
/** JSON has types: a number is not a text, and null is not an empty one. */
const exact = withFormats(new Ajv({ ...options, coerceTypes: false }));
/** In a path or a query everything is text. */
const coercing = withFormats(new Ajv({ ...options, coerceTypes: 'array' }));

/** Validation of each part of a request by the schema of its route. */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? exact : coercing).compile(schema);

function withFormats(ajv: Ajv): Ajv {
  addFormats.default(ajv, ['date-time', 'email', 'uuid', 'uri']);
  return ajv;
}
