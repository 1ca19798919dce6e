import { createHash, timingSafeEqual } from 'node:crypto';
import { Type } from 'typebox';
import type { Guards } from '../auth/authenticate.ts';
import type { Queries } from '../database/queries.ts';
import { sql } from '../database/sql.ts';
import type { App } from '../http/app.ts';
import { HttpProblem } from '../http/problems.ts';
import { answers, Json, Moment, security } from '../http/schemas.ts';
import type { ServiceMetrics } from './service-metrics.ts';

const listMeasurements = sql('metrics/list-measurements');

const MeasurementQuery = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    from: Type.Optional(Type.String({ format: 'date-time', description: 'Default: an hour ago.' })),
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
  },
  { additionalProperties: false },
);
const Measured = Type.Object({ at: Moment, value: Type.Number(), unit: Type.String(), tags: Json, metadata: Json });

/** /metrics for Prometheus. @param token asked for as Bearer; undefined lets everybody in who reaches the port */
export function prometheusRoute(app: App, { registry }: ServiceMetrics, token: string | undefined): void {
  app.get(
    '/metrics',
    { config: { rateLimit: false, quiet: true }, schema: { tags: ['health'], summary: 'For Prometheus' } },
    async (request, reply) => {
      if (token !== undefined && !isSame(request.headers.authorization ?? '', `Bearer ${token}`)) {
        throw new HttpProblem('unauthorized', 'Send METRICS_TOKEN as Bearer.');
      }
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  );
}

/** What was measured, for people. */
export function measurementRoutes(app: App, queries: Queries, guards: Guards): void {
  app.get(
    '/v1/metrics',
    {
      preParsing: guards.withRole('admin', 'manager', 'analyst'),
      schema: {
        tags: ['metrics'],
        summary: 'Measurements of one name, the newest first (admin, manager, analyst)',
        security,
        querystring: MeasurementQuery,
        response: answers(200, Type.Object({ items: Type.Array(Measured) })),
      },
    },
    async (request) => {
      const { name, from, limit } = request.query;
      const since = from ?? new Date(Date.now() - 3_600_000).toISOString();
      return { items: [...(await queries.query<Measured>(listMeasurements, [name, since, limit]))] };
    },
  );
}

interface Measured {
  readonly at: Date;
  readonly value: number;
  readonly unit: string;
  readonly tags: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
}

/** In constant time, whatever their lengths. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
