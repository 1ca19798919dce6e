import { Type } from 'typebox';
import type { App } from '../http/app.ts';
import { MaybeText } from '../http/schemas.ts';
import type { Readiness } from './readiness.ts';

const Alive = Type.Object({ status: Type.Literal('ok'), version: Type.String(), uptimeSeconds: Type.Integer() });
const Ready = Type.Object({ ready: Type.Literal(true) });
const NotReady = Type.Object({
  ready: Type.Literal(false),
  reasons: Type.Array(
    Type.Object({
      code: Type.Enum(['database-unreachable', 'schema-mismatch', 'stopping']),
      message: Type.String(),
      remedy: MaybeText,
    }),
  ),
});

/** Whether the process is alive, and whether requests should be sent to it. */
export function healthRoutes(app: App, readiness: Readiness, version: string): void {
  const config = { rateLimit: false, quiet: true } as const;
  const tags = ['health'];

  app.get(
    '/healthz',
    { config, schema: { tags, summary: 'Alive? Asks nobody else.', response: { 200: Alive } } },
    async () => ({ status: 'ok' as const, version, uptimeSeconds: Math.floor(process.uptime()) }),
  );

  app.get(
    '/readyz',
    {
      config,
      schema: {
        tags,
        summary: 'Ready? Only with the schema that the code needs and a usable pool.',
        response: { 200: Ready, 503: NotReady },
      },
    },
    async (_request, reply) => {
      const reasons = await readiness.check();
      reply.header('cache-control', 'no-store');
      if (reasons.length === 0) return { ready: true as const };
      return reply.code(503).send({ ready: false as const, reasons: [...reasons] });
    },
  );
}
