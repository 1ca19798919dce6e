import { type Finding, type Severity, type VerifyResult, verifyDatabase } from '@plumbline/engine';
import type { Logger } from 'pino';
import type { Queries } from '../database/queries.ts';
import type { Config } from './config.ts';
import { failedByEngine } from './failed-by-engine.ts';
import { judgeSchema, type Reason } from './judge-schema.ts';
import { lookForNeeds } from './look-for-needs.ts';
import { EXIT_STAY_STOPPED, StartupFailure } from './startup-failure.ts';

export interface VerifiedSchema {
  readonly counts: Readonly<Record<Severity, number>>;
}

/**
 * The gate: the service listens only when this returns. It runs once, before the first request, so it costs the requests
 * nothing.
 *
 * @param unknown migrations of a newer build in the history
 * @throws StartupFailure naming everything that is not as it must be, with the remedy
 */
export async function verifyOnStart(
  config: Config,
  queries: Queries,
  unknown: readonly string[],
  log: Logger,
  signal: AbortSignal,
): Promise<VerifiedSchema> {
  const connectWaitMs = config.DATABASE_CONNECT_WAIT_SECONDS * 1000;
  const result = await verifyDatabase({
    url: config.DATABASE_URL,
    directory: config.MIGRATIONS_DIR,
    application: 'myaiagent-backend',
    connectWaitMs,
    allowPending: true,
    allowMissing: true,
    signal,
  });
  if (result.error !== null) heed(result.error, config, log);
  const unmet = await lookForNeeds(queries, connectWaitMs, signal);
  const { findings, counts } = result;
  const { reasons, tolerated } = judgeSchema({ unmet, findings, unknown, failOn: config.SCHEMA_FAIL_ON });
  if (reasons.length > 0) throw refusal(reasons);

  tell(log, result, tolerated, unknown);
  return { counts };
}

const MOST_TOLD = 20;

function tell(
  log: Logger,
  { source, durationMs }: VerifyResult,
  tolerated: readonly Finding[],
  unknown: readonly string[],
): void {
  if (tolerated.length > 0) {
    const first = tolerated.slice(0, MOST_TOLD).map(({ severity, message }) => `${severity}: ${message}`);
    log.warn({ count: tolerated.length, first }, 'the schema differs from the migrations in what stops nothing');
  }
  const fields = { comparedWith: source, ms: Math.round(durationMs) };
  if (unknown.length > 0) {
    log.warn({ ...fields, unknown }, 'the schema is newer than this build and has all that it needs, so it serves');
  } else if (source === null)
    log.warn(fields, 'the schema has all that this build needs; whether it is true nobody knows');
  else log.info(fields, 'the schema is true');
}

/** An error of the verification, unless it leaves the decision to the needs. */
function heed(error: NonNullable<VerifyResult['error']>, config: Config, log: Logger): void {
  const isHistory = error.code === 'history-conflict' || error.code === 'half-applied';
  if (error.code !== 'no-expected-schema' && !(isHistory && config.MIGRATE_ON_START === 'off')) {
    throw failedByEngine(error);
  }
  log.warn({ code: error.code }, error.message);
}

function refusal(reasons: readonly Reason[]): StartupFailure {
  const summary = `The schema is not true: ${reasons.map(({ message }) => message).join(' ')}`;
  const lines = reasons.flatMap(({ message, why, remedy, origin }) => [
    `✗ ${message}`,
    ...(why === null ? [] : [`  ${why}`]),
    ...(origin === null ? [] : [`  It is made in ${origin}.`]),
    ...remedy.map((one) => `  → ${one}`),
    '',
  ]);
  const head = 'The database is not what this build needs, so the service does not start.';
  return new StartupFailure(EXIT_STAY_STOPPED, summary, [head, '', ...lines].join('\n').trimEnd());
}
