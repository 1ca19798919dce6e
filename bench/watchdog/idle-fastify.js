// The measure of a small service: Fastify with one route, listening, asked for nothing.
import { fastify } from 'fastify';

const app = fastify();
app.get('/', async () => ({ ok: true }));
process.send(await app.listen({ host: '127.0.0.1', port: 0 }));
