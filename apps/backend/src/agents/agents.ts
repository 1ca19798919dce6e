import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database.ts';
import type { Queries } from '../database/queries.ts';
import { sql } from '../database/sql.ts';
import { HttpProblem } from '../http/problems.ts';
import type { Agent, AgentChange, NewAgent } from './agent.ts';
import type { SecretBox } from './secret-box.ts';

const lockUser = sql('agents/lock-user');
const findProvider = sql('agents/find-provider');
const insertSecret = sql('agents/insert-secret');
const insertAgent = sql('agents/insert-agent');
const findAgent = sql('agents/find-agent');
const listAgents = sql('agents/list-agents');
const changeAgent = sql('agents/change-agent');
const deleteAgent = sql('agents/delete-agent');
const deleteSecret = sql('agents/delete-secret');
const chooseDefault = sql('agents/choose-default');
const clearDefaults = sql('agents/clear-defaults');
const setDefault = sql('agents/set-default');

/** A person's agents, with the rule that among the active ones exactly one is the default, whatever happens at once. */
export interface Agents {
  list(userId: number): Promise<readonly Agent[]>;
  find(userId: number, agentId: number): Promise<Agent>;
  create(userId: number, agent: NewAgent): Promise<Agent>;
  change(userId: number, agentId: number, change: AgentChange): Promise<Agent>;
  remove(userId: number, agentId: number): Promise<void>;
  makeDefault(userId: number, agentId: number): Promise<Agent>;
}

/**
 * Every change locks the person first and settles the default last, in one transaction. So changes of one person's
 * agents come one after the other, and each sees what the one before has left; the partial unique index on the table
 * holds the "at most one" also against those who do not ask us.
 */
export function createAgents(database: Database, box: SecretBox): Agents {
  const changing = <Result>(userId: number, work: (queries: Queries) => Promise<Result>): Promise<Result> =>
    database.transaction(async (queries) => {
      const [user] = await queries.query(lockUser, [userId]);
      if (user === undefined) throw new HttpProblem('unauthorized', 'This account is not there any more.');
      return work(queries);
    });

  return {
    list: (userId) => database.query<Agent>(listAgents, [userId]),
    find: (userId, agentId) => find(database, userId, agentId),
    create: (userId, agent) =>
      changing(userId, async (queries) => {
        const authType = await authTypeOf(queries, agent);
        const secretId = agent.apiKey === undefined ? null : await keep(queries, box, userId, agent.apiKey);
        const { providerName, agentName, model, config = {} } = agent;
        const values = [userId, providerName, agentName, model, secretId, authType, JSON.stringify(config)];
        const [created] = await queries.query<{ id: number }>(insertAgent, values);
        const id = (created as { id: number }).id;
        await settleDefault(queries, userId, agent.isDefault === true ? id : null);
        return find(queries, userId, id);
      }),
    change: (userId, agentId, change) =>
      changing(userId, async (queries) => {
        const before = await find(queries, userId, agentId);
        if (change.apiKey !== undefined && before.authType === 'none') throw noKeyWanted();
        const secretId = change.apiKey === undefined ? null : await keep(queries, box, userId, change.apiKey);
        const { agentName, model, config, isActive } = change;
        const settings = config === undefined ? null : JSON.stringify(config);
        const [changed] = await queries.query<{ formerSecretId: number | null }>(changeAgent, [
          ...[userId, agentId, agentName, model, settings, isActive, secretId],
        ]);
        if (secretId !== null) await queries.query(deleteSecret, [changed?.formerSecretId]);
        await settleDefault(queries, userId, null);
        return find(queries, userId, agentId);
      }),
    remove: (userId, agentId) =>
      changing(userId, async (queries) => {
        const [deleted] = await queries.query<{ secretId: number | null }>(deleteAgent, [userId, agentId]);
        if (deleted === undefined) throw missing();
        if (deleted.secretId !== null) await queries.query(deleteSecret, [deleted.secretId]);
        await settleDefault(queries, userId, null);
      }),
    makeDefault: (userId, agentId) =>
      changing(userId, async (queries) => {
        const { isActive } = await find(queries, userId, agentId);
        if (!isActive) throw new HttpProblem('unprocessable', 'Activate the agent first: the default must be usable.');
        await settleDefault(queries, userId, agentId);
        return find(queries, userId, agentId);
      }),
  };
}

async function find(queries: Queries, userId: number, agentId: number): Promise<Agent> {
  const [agent] = await queries.query<Agent>(findAgent, [userId, agentId]);
  if (agent === undefined) throw missing();
  return agent;
}

/** How the provider wants to be spoken to, and whether the agent brings what that takes. */
async function authTypeOf(queries: Queries, { providerName, apiKey }: NewAgent): Promise<string> {
  const [provider] = await queries.query<{ authType: string; isActive: boolean }>(findProvider, [providerName]);
  if (provider === undefined || !provider.isActive) {
    throw new HttpProblem('unprocessable', 'There is no active provider of this name: see GET /v1/providers.');
  }
  const { authType } = provider;
  if (authType === 'none' && apiKey !== undefined) throw noKeyWanted();
  if ((authType === 'api_key' || authType === 'bearer') && apiKey === undefined) {
    throw new HttpProblem('unprocessable', 'This provider needs an `apiKey`.');
  }
  return authType;
}

/** Keeps an API key under a name of its own, which is also the place that the ciphertext is bound to. */
async function keep(queries: Queries, box: SecretBox, userId: number, apiKey: string): Promise<number> {
  const place = `agent-key:${userId}:${randomUUID()}`;
  const values = [place, box.seal(apiKey, place), JSON.stringify({ keyId: box.keyId })];
  const [kept] = await queries.query<{ id: number }>(insertSecret, values);
  return (kept as { id: number }).id;
}

/**
 * Makes exactly one active agent the default, if there is an active one.
 *
 * @param wanted null keeps the one that is the default, and chooses the most recent one when that is gone or inactive
 */
async function settleDefault(queries: Queries, userId: number, wanted: number | null): Promise<void> {
  const [chosen] = await queries.query<{ id: number }>(chooseDefault, [userId, wanted]);
  // First away, then there: the unique index allows no moment with two.
  await queries.query(clearDefaults, [userId, chosen?.id ?? null]);
  if (chosen !== undefined) await queries.query(setDefault, [chosen.id]);
}

function missing(): HttpProblem {
  return new HttpProblem('not-found', 'You have no such agent.');
}

function noKeyWanted(): HttpProblem {
  return new HttpProblem('unprocessable', 'This provider takes no `apiKey`.');
}
