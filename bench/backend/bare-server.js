// The least that answers the same question: Fastify, a pool of pg, one query, no gate, no schema, no sign-in.
import { readFileSync } from 'node:fs';
import { fastify } from 'fastify';
import pg from 'pg';

const text = readFileSync(
  new URL('../../apps/backend/sql/conversations/list-conversations.sql', import.meta.url),
  'utf8',
);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const app = fastify();
app.get('/v1/conversations', async () => {
  const { rows } = await pool.query(text, [1, false, null, null, 21]);
  return { items: rows, next: null };
});
process.send(await app.listen({ host: '127.0.0.1', port: 0 }));
