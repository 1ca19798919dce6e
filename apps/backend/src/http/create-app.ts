import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type FastifyBaseLogger, fastify, LogController } from 'fastify';
import { answerProblems } from './answer-problems.ts';
import type { App } from './app.ts';
import { HttpProblem } from './problems.ts';
import { requestId } from './request-id.ts';
import { serveDocs } from './serve-docs.ts';
import { compileValidator } from './validator.ts';

export interface AppOptions {
  readonly logger: FastifyBaseLogger;
  /** Requests a minute of one address. */
  readonly rateLimitPerMinute: number;
  readonly bodyLimitBytes: number;
  /** How many proxies in front are believed about the client's address. */
  readonly trustProxyHops: number;
  readonly version: string;
}

/** A server without routes: errors, request ids, limits, the log of requests and the documentation of what is added. */
export async function createApp(options: AppOptions): Promise<App> {
  const app: App = fastify({
    loggerInstance: options.logger,
    genReqId: requestId,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: options.bodyLimitBytes,
    requestTimeout: 30_000,
    // Longer than that of common load balancers, so that it is they who close an idle connection.
    keepAliveTimeout: 75_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    trustProxy: (_address: string, hop: number) => hop < options.trustProxyHops,
    routerOptions: { maxParamLength: 100 },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(compileValidator);
  answerProblems(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
  });
  logRequests(app);
  await app.register(rateLimit, {
    max: options.rateLimitPerMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, { ttl }) =>
      new HttpProblem('too-many-requests', 'Slow down: this address has sent too many requests.', {
        retryAfterSeconds: Math.ceil(ttl / 1000),
      }),
  });
  await serveDocs(app, options.version);
  return app;
}

/** One line a request, at its end. The path without the query: what people search for is theirs. */
function logRequests(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, ip } = request;
    const path = request.url.split('?', 1)[0];
    const fields = { method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 100) / 100, ip };
    if (request.routeOptions.config.quiet === true && reply.statusCode < 500) request.log.debug(fields, 'request');
    else request.log.info(fields, 'request');
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Asked for all the time by machines: logged at the level debug only. */
    quiet?: boolean;
  }
}
