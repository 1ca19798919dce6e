import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Allowance } from '@plumbline/engine';
import { type FlagName, flags } from './flags.ts';
import { UsageError } from './usage-error.ts';

const FILE = 'plumbline.config.json';
/** No flag: reasons do not fit in one. */
const ALLOW = 'allow';
const known: readonly string[] = Object.entries(flags).flatMap(([name, { inConfig }]) => (inConfig ? [name] : []));

/**
 * The settings of `plumbline.config.json` in a directory, as they are written; empty when there is none.
 *
 * @throws UsageError for a file that cannot be read or has a key that is not known
 */
export async function readConfigFile(directory: string): Promise<Partial<Record<FlagName, unknown>>> {
  const text = readIfThere(join(directory, FILE));
  if (text === null) return {};
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${FILE} must hold one JSON object.`);
  }
  for (const key of Object.keys(value)) if (!known.includes(key) && key !== ALLOW) throw await unknownKey(key);
  return value;
}

/**
 * The findings that `plumbline.config.json` allows. What each entry may say is checked by the engine.
 *
 * @throws UsageError when it is no list
 */
export async function readAllowList(directory: string): Promise<readonly Allowance[]> {
  const list: unknown = { ...(await readConfigFile(directory)) }[ALLOW as FlagName] ?? [];
  if (!Array.isArray(list)) throw new UsageError(`"${ALLOW}" in ${FILE} must be a list.`);
  return list;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new UsageError(`${FILE} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${FILE} is not valid JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function unknownKey(key: string): Promise<UsageError> {
  if (key === 'url') {
    return new UsageError(`${FILE} must not hold a "url": the file is committed, and a URL has a password in it.`, [
      'Set DATABASE_URL or MIGRATION_DATABASE_URL instead.',
    ]);
  }
  const { nearest } = await import('@plumbline/engine');
  const [close] = nearest(key, known, 1);
  const guess = close === undefined ? '' : ` Did you mean "${close}"?`;
  return new UsageError(`${FILE} has a key ${JSON.stringify(key)}, which is not known.${guess}`, [
    `The keys are: ${[...known, ALLOW].join(', ')}.`,
  ]);
}
