import type { Database } from '../database/database.ts';
import type { Queries } from '../database/queries.ts';
import { sql } from '../database/sql.ts';
import { type SecretBox, UnreadableSecret } from './secret-box.ts';

const findSecret = sql('agents/find-secret');
const noteCheck = sql('agents/note-check');
const listOutdated = sql('agents/list-outdated-secrets');
const replaceSecret = sql('agents/replace-secret');

interface Secret {
  readonly id: number;
  /** The row's name, which the ciphertext is bound to. */
  readonly place: string;
  readonly sealed: string;
}

/** Whether an agent's key can be used. */
export interface KeyCheck {
  readonly isReadable: boolean;
  /** What to do when it is not; null when it is. */
  readonly problem: string | null;
}

/**
 * Tries to open the key of an agent and notes the outcome with the agent. The provider is not asked: a wrong key that is
 * kept well is a readable one.
 *
 * @returns null when the person has no such agent
 */
export async function checkAgentKey(
  queries: Queries,
  box: SecretBox,
  userId: number,
  agentId: number,
): Promise<KeyCheck | null> {
  const [agent] = await queries.query<AgentKey>(findSecret, [userId, agentId]);
  if (agent === undefined) return null;
  const problem = problemOf(agent, box);
  await queries.query(noteCheck, [userId, agentId, problem === null ? 'active' : 'error', problem]);
  return { isReadable: problem === null, problem };
}

interface AgentKey {
  readonly needsKey: boolean;
  /** Null when the agent has no key. */
  readonly place: string | null;
  readonly sealed: string | null;
}

function problemOf({ needsKey, sealed, place }: AgentKey, box: SecretBox): string | null {
  if (sealed === null || place === null) return needsKey ? 'It has no API key: set one.' : null;
  try {
    box.open(sealed, place);
    return null;
  } catch (error) {
    if (!(error instanceof UnreadableSecret)) throw error;
    return `The stored API key cannot be read: set it again. ${error.message}`;
  }
}

const BATCH = 100;

/** What became of the keys that an older ENCRYPTION_KEY had sealed. */
export interface Rotation {
  readonly sealedAnew: number;
  /** Ids of rows in api_secrets that no configured key opens; they are left as they are. */
  readonly unreadable: readonly number[];
}

/**
 * Seals every key that an older ENCRYPTION_KEY has sealed with the current one, in batches of their own transactions.
 * It can be run again, and by several replicas at once: a row that somebody holds is left to them.
 */
export async function rotateKeys(database: Database, box: SecretBox): Promise<Rotation> {
  const unreadableIds: number[] = [];
  let sealedAnew = 0;
  for (let after = 0, found = BATCH; found === BATCH; ) {
    await database.transaction(async (queries) => {
      const secrets = await queries.query<Secret>(listOutdated, [box.keyId, after, BATCH]);
      found = secrets.length;
      for (const { id, place, sealed } of secrets) {
        after = id;
        const secret = opened(box, sealed, place);
        if (secret === null) unreadableIds.push(id);
        else {
          await queries.query(replaceSecret, [id, box.seal(secret, place), JSON.stringify({ keyId: box.keyId })]);
          sealedAnew += 1;
        }
      }
    });
  }
  return { sealedAnew, unreadable: unreadableIds };
}

function opened(box: SecretBox, sealed: string, place: string): string | null {
  try {
    return box.open(sealed, place);
  } catch (error) {
    if (error instanceof UnreadableSecret) return null;
    throw error;
  }
}
