// The least that answers the same question: Fastify and the bare route. No gate, no log, no limits.
import { fastify } from 'fastify';
import { bareRoute } from './bare-route.js';

const app = fastify();
bareRoute(app, process.env.DATABASE_URL);
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
process.send('ready');
