import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { agentKeyRoutes, agentRoutes } from './agents/agent-routes.ts';
import { createAgents } from './agents/agents.ts';
import { providerRoutes } from './agents/provider-routes.ts';
import { createSecretBox } from './agents/secret-box.ts';
import { createGuards } from './auth/authenticate.ts';
import { authRoutes } from './auth/routes.ts';
import { createTokens } from './auth/tokens.ts';
import { messageRoutes } from './conversations/message-routes.ts';
import { conversationRoutes } from './conversations/routes.ts';
import type { Database } from './database/database.ts';
import { createReadiness, type Readiness } from './health/readiness.ts';
import { healthRoutes } from './health/routes.ts';
import type { App } from './http/app.ts';
import { createApp } from './http/create-app.ts';
import { startJobs } from './jobs/start-jobs.ts';
import { measureRequests } from './metrics/measure-requests.ts';
import { measureSystem } from './metrics/measure-system.ts';
import type { MeasurementBuffer } from './metrics/measurement-buffer.ts';
import { measurementRoutes, prometheusRoute } from './metrics/routes.ts';
import type { ServiceMetrics } from './metrics/service-metrics.ts';
import type { SchemaWatch } from './schema/schema-watch.ts';
import type { Config } from './startup/config.ts';
import { version } from './startup/version.ts';
import { telemetryRoutes } from './telemetry/routes.ts';

/** What the service is made of, from its start. */
export interface Parts {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database;
  readonly metrics: ServiceMetrics;
  readonly buffer: MeasurementBuffer;
  readonly watch: SchemaWatch;
}

/** The service with all its rooms. It serves after `listen`. */
export interface Service {
  /** Begins to accept requests. @returns where: `http://127.0.0.1:3000` */
  listen(): Promise<string>;
  /**
   * Stops accepting, lets the requests under way finish, ends the jobs, writes the measurements that are left and closes
   * the pool, in this order.
   */
  stop(): Promise<void>;
}

const READINESS_TIMEOUT_MS = 2000;

export async function createService(parts: Parts): Promise<Service> {
  const { config, logger, database, metrics, buffer, watch } = parts;
  const app = await createApp({
    logger,
    version,
    rateLimitPerMinute: config.RATE_LIMIT_PER_MINUTE,
    bodyLimitBytes: config.BODY_LIMIT_BYTES,
    trustProxyHops: config.TRUST_PROXY_HOPS,
  });
  const readiness = createReadiness(database, watch, READINESS_TIMEOUT_MS);
  const requests = measureRequests(app, metrics);
  const poolInUse = (): number => database.usage().total - database.usage().idle;
  const system = measureSystem({ host: hostname() }, poolInUse);
  addRoutes(app, parts, readiness);

  const collect = (): void => buffer.add([...requests.take(), ...system.take()]);
  const jobs = startJobs({ config, logger, database, buffer, collect });
  return {
    listen: () => app.listen({ host: config.HOST, port: config.PORT }),
    async stop() {
      readiness.stop();
      await closeServer(app);
      await Promise.all([jobs.stop(), watch.stop()]);
      collect();
      system.close();
      await buffer.flush();
      await database.close();
    },
  };
}

/** A connection that is kept alive becomes idle after its last answer, and then it has to be closed. */
async function closeServer(app: App): Promise<void> {
  const closing = setInterval(() => app.server.closeIdleConnections(), 50);
  try {
    await app.close();
  } finally {
    clearInterval(closing);
  }
}

function addRoutes(app: App, { config, database, metrics }: Parts, readiness: Readiness): void {
  const tokens = createTokens(config.JWT_SECRET, config.JWT_EXPIRES_SECONDS);
  const guards = createGuards(tokens, database);
  const box = createSecretBox(config.ENCRYPTION_KEY, config.ENCRYPTION_KEYS_OLD);
  healthRoutes(app, readiness, version);
  prometheusRoute(app, metrics, config.METRICS_TOKEN);
  authRoutes(app, { queries: database, tokens, guards, attemptsPerMinute: config.LOGIN_RATE_LIMIT_PER_MINUTE });
  conversationRoutes(app, database, guards);
  messageRoutes(app, database, guards);
  providerRoutes(app, database, box, guards);
  agentRoutes(app, createAgents(database, box), guards);
  agentKeyRoutes(app, database, box, guards);
  measurementRoutes(app, database, guards);
  telemetryRoutes(app, database, guards);
}
