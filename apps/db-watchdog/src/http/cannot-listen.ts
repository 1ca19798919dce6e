import type { HttpConfig } from '../config/watchdog-config.ts';

/** EX_TEMPFAIL: somebody has the port now, as a rule the process that this one replaces. pm2 starts it again with backoff. */
const TRY_AGAIN = 75;
/** EX_CONFIG: another start would end the same way. pm2 leaves it stopped. */
const STAY_STOPPED = 78;

/** The watchdog has no address to answer at. Its message is for a person and names the variable to change. */
export class CannotListen extends Error {
  /** What the process ends with. */
  readonly exitCode: 75 | 78;

  constructor(message: string, exitCode: 75 | 78, cause: unknown) {
    super(message, { cause });
    this.name = 'CannotListen';
    this.exitCode = exitCode;
  }
}

/** @param cause Node's error from listening */
export function cannotListenAt({ host, port }: Pick<HttpConfig, 'host' | 'port'>, cause: unknown): CannotListen {
  const code = codeOf(cause);
  if (code === 'EADDRINUSE') {
    const message = `Port ${port} of ${host} is taken: set WATCHDOG_PORT to another one, or end what listens there. Is this watchdog running already?`;
    return new CannotListen(message, TRY_AGAIN, cause);
  }
  const place = `Cannot listen on WATCHDOG_HOST=${host} WATCHDOG_PORT=${port}`;
  if (code === 'EACCES') {
    return new CannotListen(`${place}: this user may not; ports from 1024 on are for everybody.`, STAY_STOPPED, cause);
  }
  return new CannotListen(`${place}: ${wordsOf(cause)}.`, STAY_STOPPED, cause);
}

/** @param cause Node's error from reading the files or from what is in them; it has nothing of the key */
export function cannotUseTls({ cert, key }: NonNullable<HttpConfig['tls']>, cause: unknown): CannotListen {
  const message = `Cannot speak HTTPS with WATCHDOG_TLS_CERT=${cert} and WATCHDOG_TLS_KEY=${key}: ${wordsOf(cause)}.`;
  return new CannotListen(message, STAY_STOPPED, cause);
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
