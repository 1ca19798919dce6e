import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDuration } from '@plumbline/engine/watch';
import { validateDetailed } from 'node-cron';
import { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { nameOfUrl, pathsOf, readTargets } from './read-targets.ts';
import { secretVariables, type VariableName, variables } from './variables.ts';
import type { HttpConfig, NotifyConfig, TargetConfig, WatchdogConfig } from './watchdog-config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const duration = (least = 1) =>
  z.string().transform((text, context) => {
    const ms = parseDuration(text.trim());
    if (ms !== null && ms >= least) return ms;
    context.addIssue(`is not a duration${least > 0 ? ' greater than 0' : ''}: write 500ms, 30s, 10min or 2h`);
    return z.NEVER;
  });
const webUrl = z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' });
const cron = z.string().refine((text) => validateDetailed(text).valid, {
  error: 'is not a cron expression: five fields, or six with seconds first, such as */5 * * * *',
});

const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'must begin with postgres://')
    .optional(),
  WATCHDOG_TARGETS: z.string().optional(),
  WATCHDOG_MIGRATIONS: z.string().default('migrations'),
  WATCHDOG_SCHEMA: z.string().max(63, 'is longer than 63 characters').default('plumbline'),
  WATCHDOG_SCHEDULE: cron.default('* * * * *'),
  WATCHDOG_JITTER: duration(0).optional(),
  WATCHDOG_FULL_EVERY: duration().default(600_000),
  WATCHDOG_CHECK_TIMEOUT: duration().default(60_000),
  WATCHDOG_STATEMENT_TIMEOUT: duration().default(15_000),
  WATCHDOG_CONNECT_TIMEOUT: duration().default(5_000),
  WATCHDOG_LOCK_WAIT: duration().default(60_000),
  WATCHDOG_LOG: z.string().optional(),
  WATCHDOG_QUERIES: z.string().default(''),
  WATCHDOG_STATE_FILE: z.string().default('.plumbline/watchdog.json'),
  WATCHDOG_HOST: z.string().default('127.0.0.1'),
  WATCHDOG_PORT: z.coerce
    .number({ error: 'is not a port number' })
    .int('is not a port number')
    .min(0, 'is not a port number')
    .max(65_535, 'is not a port number')
    .default(9847),
  WATCHDOG_TOKEN: z.string().min(16, 'is shorter than 16 characters, which can be guessed').optional(),
  WATCHDOG_BASIC_AUTH: z
    .string()
    .regex(/^[^:]+:.{8,}$/, 'must be user:password, the password of 8 characters or more')
    .optional(),
  WATCHDOG_TLS_CERT: z.string().optional(),
  WATCHDOG_TLS_KEY: z.string().optional(),
  WATCHDOG_WEBHOOK_URL: webUrl.optional(),
  WATCHDOG_WEBHOOK_SECRET: z.string().optional(),
  WATCHDOG_SLACK_URL: webUrl.optional(),
  WATCHDOG_COMMAND: z.string().optional(),
  WATCHDOG_NOTIFY_SEVERITY: z
    .enum(['critical', 'major', 'minor', 'info'], { error: 'must be critical, major, minor or info' })
    .default('major'),
  WATCHDOG_REMIND_AFTER: duration().default(3_600_000),
  WATCHDOG_PAGE_URL: webUrl.optional(),
} satisfies Record<VariableName, z.ZodType>);

type Values = z.infer<typeof schema>;

/**
 * Reads the watchdog's variables.
 *
 * @param cwd what relative paths begin at
 * @throws ConfigError that names everything that is wrong, at once
 */
export function readConfig(env: Environment, cwd: string): WatchdogConfig {
  const problems: string[] = unknownVariables(env);
  const parsed = schema.safeParse(givenValues(env, problems));
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) problems.push(`${String(path[0])} ${message}.`);
    throw new ConfigError(problems);
  }
  const values = parsed.data;
  const targets = targetsOf(values, cwd, problems);
  const http = httpOf(values, cwd, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    targets,
    schedule: values.WATCHDOG_SCHEDULE,
    jitterMs: values.WATCHDOG_JITTER ?? null,
    fullEveryMs: values.WATCHDOG_FULL_EVERY,
    checkTimeoutMs: values.WATCHDOG_CHECK_TIMEOUT,
    statementTimeoutMs: values.WATCHDOG_STATEMENT_TIMEOUT,
    connectTimeoutMs: values.WATCHDOG_CONNECT_TIMEOUT,
    lockWaitMs: values.WATCHDOG_LOCK_WAIT,
    stateFile: resolve(cwd, values.WATCHDOG_STATE_FILE),
    http,
    notify: notifyOf(values),
  };
}

/** An empty variable counts as none; a secret may be in a file. */
function givenValues(env: Environment, problems: string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(variables)) {
    const value = env[name]?.trim();
    if (value) values[name] = value;
  }
  for (const name of secretVariables) {
    const file = env[`${name}_FILE`]?.trim();
    if (!file) continue;
    if (values[name] !== undefined) problems.push(`${name} and ${name}_FILE are both set: keep one.`);
    try {
      values[name] = readFileSync(file, 'utf8').trim();
    } catch (error) {
      problems.push(`${name}_FILE: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
  return values;
}

/** A mistyped name would leave a default in force, silently. */
function unknownVariables(env: Environment): string[] {
  const known = new Set([...Object.keys(variables), ...secretVariables.map((name) => `${name}_FILE`)]);
  return Object.keys(env)
    .filter((name) => name.startsWith('WATCHDOG_') && !known.has(name))
    .map((name) => `There is no variable ${name}; docs/watchdog.md has them all.`);
}

function targetsOf(values: Values, cwd: string, problems: string[]): readonly TargetConfig[] {
  const log = values.WATCHDOG_LOG === undefined ? null : resolve(cwd, values.WATCHDOG_LOG);
  const queries = pathsOf(values.WATCHDOG_QUERIES, cwd);
  const defaults = { migrations: values.WATCHDOG_MIGRATIONS, schema: values.WATCHDOG_SCHEMA, log, queries };
  const url = values.DATABASE_URL;
  let targets: readonly TargetConfig[] = [];
  if (values.WATCHDOG_TARGETS !== undefined) {
    targets = readTargets(values.WATCHDOG_TARGETS, defaults, cwd, problems);
  } else if (url !== undefined) {
    targets = [{ ...defaults, name: nameOfUrl(url), url, migrations: resolve(cwd, defaults.migrations) }];
  } else {
    problems.push('Set DATABASE_URL, or WATCHDOG_TARGETS for several databases.');
  }
  for (const directory of new Set(targets.map(({ migrations }) => migrations))) {
    if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) {
      problems.push(`There is no migrations directory ${directory}: set WATCHDOG_MIGRATIONS.`);
    }
  }
  for (const path of new Set(targets.flatMap((target) => target.queries))) {
    if (!existsSync(path)) problems.push(`There are no queries at ${path}: correct WATCHDOG_QUERIES.`);
  }
  return targets;
}

function httpOf(values: Values, cwd: string, problems: string[]): HttpConfig {
  const { WATCHDOG_TLS_CERT: cert, WATCHDOG_TLS_KEY: key, WATCHDOG_BASIC_AUTH: basic } = values;
  if ((cert === undefined) !== (key === undefined)) {
    problems.push('WATCHDOG_TLS_CERT and WATCHDOG_TLS_KEY belong together: set both or none.');
  }
  const colon = basic?.indexOf(':') ?? 0;
  return {
    host: values.WATCHDOG_HOST,
    port: values.WATCHDOG_PORT,
    token: values.WATCHDOG_TOKEN ?? null,
    basic: basic === undefined ? null : { user: basic.slice(0, colon), password: basic.slice(colon + 1) },
    tls: cert === undefined || key === undefined ? null : { cert: resolve(cwd, cert), key: resolve(cwd, key) },
  };
}

function notifyOf(values: Values): NotifyConfig {
  const url = values.WATCHDOG_WEBHOOK_URL;
  return {
    webhook: url === undefined ? null : { url, secret: values.WATCHDOG_WEBHOOK_SECRET ?? null },
    slackUrl: values.WATCHDOG_SLACK_URL ?? null,
    command: values.WATCHDOG_COMMAND ?? null,
    threshold: values.WATCHDOG_NOTIFY_SEVERITY,
    remindAfterMs: values.WATCHDOG_REMIND_AFTER,
    pageUrl: values.WATCHDOG_PAGE_URL ?? null,
  };
}
