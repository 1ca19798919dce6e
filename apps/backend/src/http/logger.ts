import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino';

/**
 * The service's log: one JSON object a line on standard output. Bodies, headers and SQL values are not logged at all;
 * what could still slip in by name is redacted, and errors are told without the values that PostgreSQL puts into their
 * details ("Key (email)=(ann@example.com) already exists").
 */
export function createLogger(level: LevelWithSilent, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'myaiagent-backend', pid: process.pid },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
    redact: { paths: secretPaths, censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const secretNames = ['password', 'apiKey', 'token', 'authorization', 'cookie', 'secret', 'connectionString', 'url'];
const secretPaths: string[] = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** URLs with a password, wherever a message got them from. */
function withoutPasswords(text: string): string {
  return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/[^\s:@/]*):[^\s@]*@/gi, '$1:***@');
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'Something was thrown that is no error.' };
  const known = error as Error & Readonly<Record<'code' | 'table' | 'column' | 'constraint' | 'position', unknown>>;
  const { code, table, column, constraint, position } = known;
  return {
    type: error.name,
    message: withoutPasswords(error.message),
    stack: withoutPasswords(error.stack ?? ''),
    ...Object.fromEntries(
      Object.entries({ code, table, column, constraint, position }).filter(([, value]) => value !== undefined),
    ),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
