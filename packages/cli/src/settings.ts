import { readConfigFile } from './config-file.ts';
import { parseDuration } from './duration.ts';
import { environmentName, type FlagName, type FlagValues, flagName, flags } from './flags.ts';
import { readPairs } from './read-pairs.ts';
import { UsageError } from './usage-error.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The values of a command's flags. What is given on the command line wins over the environment (PLUMBLINE_*), that over
 * plumbline.config.json in the working directory; what is given nowhere is left out, and the engine's default holds.
 *
 * @param names the flags that the command has
 * @param given what the command line has, by name
 * @throws UsageError that names the place of a wrong value
 */
export async function readSettings(
  names: readonly FlagName[],
  given: Readonly<Record<string, unknown>>,
  env: Environment,
  cwd: string,
): Promise<FlagValues> {
  const config = await readConfigFile(cwd);
  const values: Partial<Record<FlagName, unknown>> = {};
  for (const name of names) {
    const variable = environmentName(name);
    const value =
      readValue(name, given[name], flagName(name)) ??
      readValue(name, emptyIsUnset(env[variable]), variable) ??
      readValue(name, config[name], `"${name}" in plumbline.config.json`);
    if (value !== undefined) values[name] = value;
  }
  return values as FlagValues;
}

function emptyIsUnset(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}

type Value = string | number | boolean | Readonly<Record<string, string>>;

function readValue(name: FlagName, value: unknown, place: string): Value | undefined {
  if (value === undefined) return undefined;
  switch (flags[name].kind) {
    case 'duration':
      if (typeof value === 'string' || typeof value === 'number') return parseDuration(String(value), place);
      break;
    case 'switch':
      if (typeof value === 'boolean') return value;
      if (typeof value === 'string') return parseSwitch(value, place);
      break;
    case 'pairs':
      return readPairs(value, place);
    default:
      if (typeof value === 'string' && value !== '') return value;
  }
  throw new UsageError(`${place} has the value ${JSON.stringify(value)}, which it cannot have.`);
}

function parseSwitch(value: string, place: string): boolean {
  const word = value.trim().toLowerCase();
  if (['1', 'true', 'yes', 'on'].includes(word)) return true;
  if (['0', 'false', 'no', 'off'].includes(word)) return false;
  throw new UsageError(`${place} is ${JSON.stringify(value)}: write 1 or 0 (or true, yes, on; false, no, off).`);
}
