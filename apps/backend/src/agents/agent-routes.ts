import { Type } from 'typebox';
import { type Guards, userIdOf } from '../auth/authenticate.ts';
import type { Queries } from '../database/queries.ts';
import type { App } from '../http/app.ts';
import { HttpProblem } from '../http/problems.ts';
import { answers, MaybeText, noContent, security } from '../http/schemas.ts';
import { Agent, AgentChange, NewAgent } from './agent.ts';
import { checkAgentKey } from './agent-keys.ts';
import type { Agents } from './agents.ts';
import type { SecretBox } from './secret-box.ts';

const params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) });
const tags = ['agents'];

/** A person's agents. */
export function agentRoutes(app: App, agents: Agents, guards: Guards): void {
  const preParsing = guards.signedIn;

  app.post(
    '/v1/agents',
    { preParsing, schema: { tags, summary: 'Set one up', security, body: NewAgent, response: answers(201, Agent) } },
    async (request, reply) => reply.code(201).send(await agents.create(userIdOf(request), request.body)),
  );

  app.get(
    '/v1/agents',
    {
      preParsing,
      schema: {
        tags,
        summary: 'Mine, the default one first',
        security,
        response: answers(200, Type.Object({ items: Type.Array(Agent) })),
      },
    },
    async (request) => ({ items: [...(await agents.list(userIdOf(request)))] }),
  );

  app.get(
    '/v1/agents/:id',
    { preParsing, schema: { tags, summary: 'One', security, params, response: answers(200, Agent) } },
    (request) => agents.find(userIdOf(request), request.params.id),
  );

  app.patch(
    '/v1/agents/:id',
    {
      preParsing,
      schema: {
        tags,
        summary: 'Change what is given',
        security,
        params,
        body: AgentChange,
        response: answers(200, Agent),
      },
    },
    (request) => agents.change(userIdOf(request), request.params.id, request.body),
  );

  app.delete(
    '/v1/agents/:id',
    { preParsing, schema: { tags, summary: 'Delete it and its key', security, params, response: noContent } },
    async (request, reply) => {
      await agents.remove(userIdOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/v1/agents/:id/default',
    { preParsing, schema: { tags, summary: 'Make it the default', security, params, response: answers(200, Agent) } },
    (request) => agents.makeDefault(userIdOf(request), request.params.id),
  );
}

const KeyCheck = Type.Object({ isReadable: Type.Boolean(), problem: MaybeText });

/** Whether an agent's stored key can be used. */
export function agentKeyRoutes(app: App, queries: Queries, box: SecretBox, guards: Guards): void {
  app.post(
    '/v1/agents/:id/check',
    {
      preParsing: guards.signedIn,
      schema: {
        tags,
        summary: 'Can the stored key be read? The provider is not asked.',
        security,
        params,
        response: answers(200, KeyCheck),
      },
    },
    async (request) => {
      const check = await checkAgentKey(queries, box, userIdOf(request), request.params.id);
      if (check === null) throw new HttpProblem('not-found', 'You have no such agent.');
      return check;
    },
  );
}
