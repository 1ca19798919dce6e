import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { App } from './app.ts';

/** The API's description, made from the schemas of its routes: a page at /docs, OpenAPI at /docs/json. */
export async function serveDocs(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'myaiagent',
        version,
        description: 'People, their agents and conversations, and measurements of the service itself.',
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      tags: [
        { name: 'auth', description: 'Registering, signing in, roles' },
        { name: 'conversations', description: 'Conversations and their messages' },
        { name: 'agents', description: 'Providers, and the agents people have set up' },
        { name: 'metrics', description: 'Measurements of the service' },
        { name: 'telemetry', description: 'Events and errors that people met' },
        { name: 'health', description: 'For load balancers, pm2 and Prometheus' },
      ],
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs' });
}
