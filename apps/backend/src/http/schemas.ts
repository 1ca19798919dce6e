import { type TSchema, Type } from 'typebox';

/** A moment: a Date of pg in, RFC 3339 out. */
export const Moment = Type.Unsafe<Date>(Type.String({ format: 'date-time' }));
export const MaybeMoment = Type.Union([Moment, Type.Null()]);
export const MaybeText = Type.Union([Type.String(), Type.Null()]);
export const PublicId = Type.String({ format: 'uuid' });
export const Json = Type.Record(Type.String(), Type.Unknown());

/** For the description of a route that wants a token. */
export const security = [{ bearer: [] }];

const Problem = Type.Object(
  {
    type: Type.String({ description: '`/problems/` and the code of the problem.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    requestId: Type.String({ description: 'Finds the request in the logs.' }),
    errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  },
  { description: 'A refusal, as of RFC 9457.' },
);

const problem = { description: 'A problem.', content: { 'application/problem+json': { schema: Problem } } } as const;

/** The answers of a route: `schema` when it goes well, else a problem. */
export function answers<const Status extends 200 | 201 | 202, Schema extends TSchema>(status: Status, schema: Schema) {
  return { [status]: schema, '4xx': problem, '5xx': problem } as Record<Status, Schema>;
}

/** The answers of a route that has nothing to say when it goes well. */
export const noContent = { 204: Type.Null({ description: 'Done.' }), '4xx': problem, '5xx': problem };
