// The service's own parts on the way from the bare route to the whole: `shell` is its HTTP server with the bare route in it,
// `route` its own route with everybody let in, `sign-in` the same with tokens read.
import { createGuards } from '../../apps/backend/dist/auth/authenticate.js';
import { createTokens } from '../../apps/backend/dist/auth/tokens.js';
import { conversationRoutes } from '../../apps/backend/dist/conversations/routes.js';
import { openDatabase } from '../../apps/backend/dist/database/database.js';
import { createApp } from '../../apps/backend/dist/http/create-app.js';
import { createLogger } from '../../apps/backend/dist/http/logger.js';
import { bareRoute } from './bare-route.js';

const { DATABASE_URL: url, JWT_SECRET, PORT } = process.env;
const [part] = process.argv.slice(2);
const app = await createApp({
  logger: createLogger('info'),
  rateLimitPerMinute: 1_000_000_000,
  bodyLimitBytes: 262_144,
  trustProxyHops: 0,
  version: '0',
});
if (part === 'shell') bareRoute(app, url);
else {
  const tokens = part === 'sign-in' ? createTokens(JWT_SECRET, 3600) : { read: async () => ({ userId: 1 }) };
  const database = openDatabase({ url, poolSize: 10, acquireTimeoutMs: 3000, statementTimeoutMs: 15_000 });
  conversationRoutes(app, database, createGuards(tokens, database));
}
await app.listen({ host: '127.0.0.1', port: Number(PORT) });
process.send('ready');
