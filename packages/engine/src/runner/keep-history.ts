import type { Client } from 'pg';
import { quoteIdentifier, quoteLiteral } from '../db/quote.ts';
import { simpleQuery } from '../db/simple-query.ts';
import { PlumblineError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { historySql } from './history-sql.ts';
import type { Look } from './session.ts';

/**
 * Makes the history when it is not there. Called under the migration lock only.
 *
 * CREATE SCHEMA IF NOT EXISTS asks for a privilege on the database even when the schema exists, so it is asked for
 * first: a role that was given the schema needs no more.
 *
 * @throws PlumblineError `server-error`
 */
export async function createHistory(client: Client, schema: string, { hasHistory }: Look): Promise<void> {
  if (hasHistory) return;
  const found = await simpleQuery(
    client,
    `select to_regnamespace(${quoteLiteral(quoteIdentifier(schema))}) is not null as found`,
  );
  const create = found.rowSets[0]?.[0]?.found === 't' ? '' : `create schema ${quoteIdentifier(schema)};\n`;
  const { failure } = await simpleQuery(client, `begin;\n${create}${historySql('create', schema)};\ncommit`);
  if (failure === null) return;
  await simpleQuery(client, 'rollback');
  const { diagnose } = await import('../diagnose/diagnose.ts');
  const diagnosis = diagnose({ failure });
  throw new PlumblineError('server-error', `The history "${schema}"."history" cannot be made: ${failure.message}.`, {
    failure,
    diagnosis,
    remedy: diagnosis.remedy,
  });
}

/**
 * Gives the history the new names of files that were renamed.
 *
 * @returns what to warn about when the role may not write; the plan holds either way, since content decides
 */
export async function takeNewNames(client: Client, schema: string, { entries }: Plan): Promise<string | null> {
  const updates = entries
    .filter(({ state }) => state === 'renamed')
    .map(({ name, number, record }) => {
      const table = `${quoteIdentifier(schema)}.history`;
      return `update ${table} set name = ${quoteLiteral(name)}, number = ${quoteLiteral(number)} where name = ${quoteLiteral(record?.name ?? '')}`;
    });
  if (updates.length === 0) return null;
  const { failure } = await simpleQuery(client, ['begin', ...updates, 'commit'].join(';\n'));
  if (failure === null) return null;
  await simpleQuery(client, 'rollback');
  return `the history could not take the new names of renamed files: ${failure.message}`;
}
