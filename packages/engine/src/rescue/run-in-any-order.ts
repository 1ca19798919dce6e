import type { Client } from 'pg';
import { simpleQuery } from '../db/simple-query.ts';
import { PlumblineError } from '../errors.ts';
import type { ServerFailure } from '../server-failure.ts';

/** How many are sent at once, as long as they go through. */
const BATCH = 50;

/**
 * Runs statements that need each other in an order nobody knows: one that fails is tried again when others have gone
 * through. Each runs in a transaction of its own.
 *
 * @throws PlumblineError `server-error` with the first failure when nothing goes through any more
 */
export async function runInAnyOrder(client: Client, statements: readonly string[]): Promise<void> {
  let open = statements;
  while (open.length > 0) {
    const { through, refused, failure } = await oneRound(client, open);
    if (through === 0 && failure !== null) throw cannot(refused[0] ?? '', failure);
    open = refused;
  }
}

interface Round {
  /** How many went through. */
  readonly through: number;
  readonly refused: readonly string[];
  readonly failure: ServerFailure | null;
}

async function oneRound(client: Client, statements: readonly string[]): Promise<Round> {
  let through = 0;
  const refused: string[] = [];
  let first: ServerFailure | null = null;
  for (let at = 0; at < statements.length; ) {
    const batch = statements.slice(at, at + BATCH);
    const { completed, failure } = await sendBatch(client, batch);
    through += completed;
    at += completed;
    if (failure === null) continue;
    first ??= failure;
    refused.push(batch[completed] ?? '');
    at += 1;
  }
  return { through, refused, failure: first };
}

/** Each statement is committed by itself, so those before a failure stay. */
async function sendBatch(
  client: Client,
  batch: readonly string[],
): Promise<{ completed: number; failure: ServerFailure | null }> {
  const text = batch.map((statement) => `begin;\n${statement};\ncommit`).join(';\n');
  const { completed, failure } = await simpleQuery(client, text);
  if (failure === null) return { completed: batch.length, failure };
  await simpleQuery(client, 'rollback');
  return { completed: Math.floor(completed / 3), failure };
}

function cannot(statement: string, failure: ServerFailure): PlumblineError {
  const head = statement.split('\n', 1)[0] ?? '';
  return new PlumblineError('server-error', `The server refused \`${head}\`: ${failure.message}.`, {
    statement,
    failure,
  });
}
