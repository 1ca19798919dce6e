import { resolve } from 'node:path';
import { z } from 'zod';
import type { TargetConfig } from './watchdog-config.ts';

/** What holds for every target that does not say otherwise. */
export interface TargetDefaults {
  readonly migrations: string;
  readonly schema: string;
  readonly log: string | null;
  readonly queries: readonly string[];
}

const targetName = z
  .string()
  .regex(/^[\w.-]{1,63}$/, 'a name is 1 to 63 letters, digits, dots, dashes and underscores');
const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/\S+$/, 'a URL begins with postgres:// (its text is not repeated: it may hold a password)');
const targetList = z
  .array(
    z.strictObject({
      name: targetName,
      url: databaseUrl,
      migrations: z.string().min(1).optional(),
      schema: z.string().min(1).max(63).optional(),
      log: z.string().min(1).optional(),
      queries: z.string().optional(),
    }),
  )
  .min(1, 'it names no database');

/**
 * Reads WATCHDOG_TARGETS: `app=postgres://... billing=postgres://...`, or the same as JSON with more to say.
 *
 * @param problems what is wrong is added here, a sentence an entry
 */
export function readTargets(
  text: string,
  defaults: TargetDefaults,
  cwd: string,
  problems: string[],
): readonly TargetConfig[] {
  const parsed = targetList.safeParse(text.trim().startsWith('[') ? parseJson(text) : parsePairs(text));
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      const place =
        typeof path[0] === 'number'
          ? ` entry ${path[0] + 1}${path[1] === undefined ? '' : `, "${String(path[1])}"`}`
          : '';
      problems.push(`WATCHDOG_TARGETS${place}: ${message}.`);
    }
    return [];
  }
  const names = parsed.data.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) problems.push(`WATCHDOG_TARGETS has the name "${twice}" twice.`);
  return parsed.data.map(({ name, url, migrations, schema, log, queries }) => ({
    name,
    url,
    migrations: resolve(cwd, migrations ?? defaults.migrations),
    schema: schema ?? defaults.schema,
    log: log === undefined ? defaults.log : resolve(cwd, log),
    queries: queries === undefined ? defaults.queries : pathsOf(queries, cwd),
  }));
}

/** `sql,reports.sql` */
export function pathsOf(text: string, cwd: string): readonly string[] {
  return text.split(',').flatMap((path) => (path.trim() === '' ? [] : [resolve(cwd, path.trim())]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message repeats the text, which holds passwords.
    return null;
  }
}

function parsePairs(text: string): unknown {
  return text
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const equals = pair.indexOf('=');
      return { name: pair.slice(0, Math.max(equals, 0)), url: pair.slice(equals + 1) };
    });
}

/** `postgres://u:p@host/shop` is called `shop`. */
export function nameOfUrl(url: string): string {
  const name = URL.canParse(url) ? decodeURIComponent(new URL(url).pathname.slice(1)) : '';
  return targetName.safeParse(name).success ? name : 'database';
}
