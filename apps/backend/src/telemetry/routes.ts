import { type TObject, type TProperties, Type } from 'typebox';
import { type Guards, maybeUserIdOf } from '../auth/authenticate.ts';
import type { Queries } from '../database/queries.ts';
import { sql } from '../database/sql.ts';
import type { App } from '../http/app.ts';
import { answers, Json } from '../http/schemas.ts';

const insertErrors = sql('telemetry/insert-errors');
const insertEvents = sql('telemetry/insert-events');

const Name = Type.String({ minLength: 1, maxLength: 255 });
const Stack = Type.String({ maxLength: 20_000 });

const TelemetryError = Type.Object(
  {
    sessionId: Type.Optional(Name),
    type: Name,
    message: Type.Optional(Type.String({ maxLength: 5000 })),
    stack: Type.Optional(Stack),
    componentStack: Type.Optional(Stack),
    context: Type.Optional(Json),
  },
  { additionalProperties: false },
);
const TelemetryEvent = Type.Object(
  { sessionId: Type.Optional(Name), type: Name, data: Type.Optional(Json), context: Type.Optional(Json) },
  { additionalProperties: false },
);
const Accepted = Type.Object({ accepted: Type.Integer() });

/** Up to 100 at once: a browser collects them and sends them when the page is left. */
function Batch<Properties extends TProperties>(item: TObject<Properties>) {
  return Type.Object({ items: Type.Array(item, { minItems: 1, maxItems: 100 }) }, { additionalProperties: false });
}

/** Errors and events in. Signing in is not asked for: errors before it are the ones that hurt. */
export function telemetryRoutes(app: App, queries: Queries, guards: Guards): void {
  const preParsing = guards.maybeSignedIn;
  const tags = ['telemetry'];
  const response = answers(202, Accepted);

  app.post(
    '/v1/telemetry/errors',
    { preParsing, schema: { tags, summary: 'Errors that people met', body: Batch(TelemetryError), response } },
    async (request, reply) => {
      const rows = request.body.items.map(({ sessionId, type, message, stack, componentStack, context = {} }) => ({
        ...{ session_id: sessionId, error_type: type, message, stack, component_stack: componentStack, context },
      }));
      await queries.query(insertErrors, [maybeUserIdOf(request), JSON.stringify(rows)]);
      return reply.code(202).send({ accepted: rows.length });
    },
  );

  app.post(
    '/v1/telemetry/events',
    { preParsing, schema: { tags, summary: 'What people did', body: Batch(TelemetryEvent), response } },
    async (request, reply) => {
      const rows = request.body.items.map(({ sessionId, type, data = {}, context = {} }) => ({
        ...{ session_id: sessionId, type, data, context },
      }));
      await queries.query(insertEvents, [maybeUserIdOf(request), JSON.stringify(rows)]);
      return reply.code(202).send({ accepted: rows.length });
    },
  );
}
