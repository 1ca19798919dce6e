import { Type } from 'typebox';
import type { Guards } from '../auth/authenticate.ts';
import type { Database } from '../database/database.ts';
import { sql } from '../database/sql.ts';
import type { App } from '../http/app.ts';
import { answers, security } from '../http/schemas.ts';
import { Provider, ProviderChange } from './agent.ts';
import { rotateKeys } from './agent-keys.ts';
import type { SecretBox } from './secret-box.ts';

const listProviders = sql('agents/list-providers');
const putProvider = sql('agents/put-provider');
const tags = ['agents'];
const ListQuery = Type.Object({ all: Type.Boolean({ default: false, description: 'Inactive ones too.' }) });
const params = Type.Object({ name: Type.String({ pattern: '^[a-z0-9_]{1,100}$' }) });
const Rotation = Type.Object({ sealedAnew: Type.Integer(), unreadable: Type.Array(Type.Integer()) });

/** The providers that agents can be set up with, and the keys of all agents. */
export function providerRoutes(app: App, database: Database, box: SecretBox, guards: Guards): void {
  app.get(
    '/v1/providers',
    {
      preParsing: guards.signedIn,
      schema: {
        tags,
        summary: 'The providers',
        security,
        querystring: ListQuery,
        response: answers(200, Type.Object({ items: Type.Array(Provider) })),
      },
    },
    async (request) => ({ items: [...(await database.query<Provider>(listProviders, [request.query.all]))] }),
  );

  app.put(
    '/v1/providers/:name',
    {
      preParsing: guards.withRole('admin'),
      schema: {
        tags,
        summary: 'Set one up, or change it (admin)',
        security,
        params,
        body: ProviderChange,
        response: answers(200, Provider),
      },
    },
    async (request) => {
      const {
        displayName,
        docsUrl,
        baseUrl,
        authType,
        supportedModels = [],
        configSchema = {},
        isActive = true,
      } = request.body;
      const values = [request.params.name, displayName, docsUrl, baseUrl, authType];
      const json = [JSON.stringify(supportedModels), JSON.stringify(configSchema)];
      const [provider] = await database.query<Provider>(putProvider, [...values, ...json, isActive]);
      return provider as Provider;
    },
  );

  app.post(
    '/v1/agent-keys/rotate',
    {
      preParsing: guards.withRole('admin'),
      schema: {
        tags,
        summary: 'Seal the keys of an older ENCRYPTION_KEY with the current one (admin)',
        security,
        response: answers(200, Rotation),
      },
    },
    async () => {
      const { sealedAnew, unreadable } = await rotateKeys(database, box);
      return { sealedAnew, unreadable: [...unreadable] };
    },
  );
}
