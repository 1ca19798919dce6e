import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { encryptionKey } from '../agents/encryption-key.ts';
import { EXIT_STAY_STOPPED, StartupFailure } from './startup-failure.ts';

const whole = (fallback: number, min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: 'must be a whole number', abort: true })
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: `must be from ${min} to ${max}` })
    .default(fallback);

const oneOf = <const Choices extends readonly string[]>(choices: Choices, fallback: NoInfer<Choices[number]>) =>
  z.enum(choices, { error: `must be one of ${choices.join(', ')}` }).default(fallback);

const databaseUrl = z.string().regex(/^postgres(ql)?:\/\/\S+$/, {
  error: 'must look like postgres://user:password@host:port/database',
});

const secretKey = z.string().transform((text, context) => {
  const key = encryptionKey(text);
  if (key !== null) return key;
  context.addIssue({ code: 'custom', message: 'must be 32 bytes in base64 or hex: openssl rand -base64 32' });
  return z.NEVER;
});

/** `apps/backend/src/startup` and `apps/backend/dist/startup` are equally deep. */
const ownMigrations = fileURLToPath(new URL('../../../../migrations', import.meta.url));

const days = (fallback: number) => whole(fallback, 0, 36_500);

const variables = z.object({
  NODE_ENV: oneOf(['development', 'test', 'production'], 'development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole(3000, 0, 65_535),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info'),
  DATABASE_URL: databaseUrl,
  MIGRATION_DATABASE_URL: databaseUrl.optional(),
  DATABASE_CONNECT_WAIT_SECONDS: whole(60, 0, 86_400),
  DATABASE_POOL_SIZE: whole(10, 1, 1000),
  DATABASE_ACQUIRE_TIMEOUT_MS: whole(3000, 1, 600_000),
  DATABASE_STATEMENT_TIMEOUT_MS: whole(15_000, 0, 3_600_000),
  MIGRATE_ON_START: oneOf(['apply', 'check', 'off'], 'apply'),
  MIGRATIONS_DIR: z.string().default(ownMigrations),
  MIGRATION_LOCK_WAIT_SECONDS: whole(600, 0, 86_400),
  SCHEMA_FAIL_ON: oneOf(['critical', 'major', 'minor', 'info', 'never'], 'major'),
  SCHEMA_CHECK_SECONDS: whole(30, 1, 86_400),
  JWT_SECRET: z.string().min(32, { error: 'must have 32 characters or more: openssl rand -base64 48' }),
  JWT_EXPIRES_SECONDS: whole(3600, 60, 2_592_000),
  ENCRYPTION_KEY: secretKey,
  ENCRYPTION_KEYS_OLD: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(secretKey))
    .default([]),
  RATE_LIMIT_PER_MINUTE: whole(300, 1, 1_000_000_000),
  LOGIN_RATE_LIMIT_PER_MINUTE: whole(10, 1, 1_000_000_000),
  BODY_LIMIT_BYTES: whole(262_144, 1024, 67_108_864),
  TRUST_PROXY_HOPS: whole(0, 0, 10),
  METRICS_TOKEN: z.string().min(16, { error: 'must have 16 characters or more' }).optional(),
  METRICS_FLUSH_SECONDS: whole(10, 1, 3600),
  METRICS_BUFFER_SIZE: whole(10_000, 100, 1_000_000),
  METRICS_RETENTION_DAYS: days(30),
  TELEMETRY_RETENTION_DAYS: days(90),
  SHUTDOWN_SECONDS: whole(10, 1, 600),
});

/** Everything the service is told from outside, checked. Holds secrets: it is never logged. */
export type Config = Readonly<z.output<typeof variables>>;

/** Every variable the service reads; `docs/backend.md` has a row for each, and a test holds the two together. */
export const variableNames: readonly string[] = Object.keys(variables.shape);

/**
 * Reads the configuration. In development and tests, missing secrets are made up, and said.
 *
 * @throws StartupFailure with every variable that is missing or wrong; values are not repeated, they may be secrets
 */
export function readConfig(environment: NodeJS.ProcessEnv): {
  readonly config: Config;
  readonly warnings: readonly string[];
} {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const generated = given.NODE_ENV === 'production' ? {} : missingSecrets(given);
  const parsed = variables.safeParse({ ...generated, ...given });
  if (parsed.success) return { config: parsed.data, warnings: Object.keys(generated).map(generatedWarning) };

  const problems = new Map<string, string>();
  for (const { path, message } of parsed.error.issues) {
    const name = String(path[0]);
    if (problems.has(name)) continue;
    problems.set(name, given[name] === undefined ? `is missing${hintOf(name)}` : message);
  }
  throw configFailure(problems);
}

const secrets: Readonly<Record<string, { readonly make: () => string; readonly lost: string; readonly hint: string }>> =
  {
    JWT_SECRET: {
      make: () => randomBytes(48).toString('base64'),
      lost: 'people are signed out when the service restarts, and replicas do not know each other’s tokens',
      hint: 'openssl rand -base64 48',
    },
    ENCRYPTION_KEY: {
      make: () => randomBytes(32).toString('base64'),
      lost: 'API keys that are stored now cannot be read after a restart',
      hint: 'openssl rand -base64 32',
    },
  };

function missingSecrets(given: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const missing = Object.entries(secrets).filter(([name]) => given[name] === undefined);
  return Object.fromEntries(missing.map(([name, { make }]) => [name, make()]));
}

function generatedWarning(name: string): string {
  return `${name} is not set, so one was made up for this process: ${secrets[name]?.lost}. Production refuses to start without it.`;
}

function hintOf(name: string): string {
  if (name.endsWith('DATABASE_URL')) return ': postgres://user:password@host:port/database';
  const hint = secrets[name]?.hint;
  return hint === undefined ? '' : `: make one with ${hint}`;
}

function configFailure(problems: ReadonlyMap<string, string>): StartupFailure {
  const summary =
    problems.size === 1
      ? 'One variable of the configuration is missing or wrong.'
      : `${problems.size} variables of the configuration are missing or wrong.`;
  const width = Math.max(...[...problems.keys()].map((name) => name.length));
  const lines = [...problems].map(([name, problem]) => `  ${name.padEnd(width)}  ${problem}`);
  return new StartupFailure(EXIT_STAY_STOPPED, summary, [summary, '', ...lines].join('\n'));
}
