import type { DatabaseStatus, WatchdogConfig } from '@plumbline/db-watchdog';
import { type Severity, severities, version } from '@plumbline/engine';
import { loadDaemon, loadWatchdog } from '../load-watchdog.ts';
import { listenToSignals } from '../signals.ts';
import { oneOf, UsageError } from '../usage-error.ts';
import { watchExitCode } from '../watch-exit-code.ts';
import { deliveryText, watchText } from '../watch-text.ts';
import type { CommandContext } from './command-context.ts';

/** The port is taken now. */
const TRY_AGAIN = 75;

/** What only the command line says. */
export interface WatchFlags {
  readonly once?: boolean;
  readonly format?: string;
}

/**
 * `plumbline watch --once`: one look at every database that the watchdog's variables name, as the daemon does it, with its
 * messages. Without `--once` it is the daemon. @returns the exit code
 */
export async function watchCommand(context: CommandContext, { once = false, format }: WatchFlags): Promise<number> {
  const { flags, env } = context;
  const asked = format ?? (flags.json === true ? 'json' : env.PLUMBLINE_FORMAT?.trim() || 'text');
  const isJson = oneOf('--format', ['text', 'json'], asked) === 'json';
  const failOn = oneOf('--fail-on', severities, flags.failOn ?? 'major');
  if (once) return watchOnceAndShow(context, failOn, isJson);
  if (isJson) {
    throw new UsageError('--json and --format go with --once.', [
      'The daemon answers in JSON at GET /api/status: see docs/watchdog.md.',
    ]);
  }
  const config = await configOf(context);
  const { CannotListen, createLog, runDaemon } = await loadDaemon();
  try {
    await runDaemon(config, createLog(process.stdout));
  } catch (error) {
    if (!(error instanceof CannotListen)) throw error;
    if (error.exitCode !== TRY_AGAIN) throw new UsageError(error.message);
    context.terminal.error(`${context.terminal.errorPaint.red('✗')} ${error.message}`);
    return TRY_AGAIN;
  }
  // A signal ends the process, with the code that the daemon gives.
  return new Promise(() => {});
}

async function watchOnceAndShow(context: CommandContext, failOn: Severity, isJson: boolean): Promise<number> {
  const { flags, terminal, cwd } = context;
  const started = performance.now();
  const config = await configOf(context);
  const { watchOnce } = await loadWatchdog();
  const signals = listenToSignals((name) => terminal.error(`${name}: stopping ...`));
  try {
    const { status, deliveries, warnings } = await watchOnce({ config, version, signal: signals.signal });
    const { databases, messagesWaiting, verdict, at } = status;
    const exitCode =
      signals.exitCode() ?? watchExitCode(databases, { failOn, allowPending: flags.allowPending === true });
    const said = [...warnings, ...deliveryText(deliveries, messagesWaiting, config.stateFile)];
    for (const line of watchText(databases, cwd, terminal.paint)) terminal.line(line);
    for (const line of said) terminal.line(terminal.paint.yellow(`! ${line}`));
    if (isJson) {
      const durationMs = Math.round(performance.now() - started);
      const ok = exitCode === 0;
      const found = { at, verdict, databases: databases.map(withoutChart), messagesWaiting, warnings: said };
      terminal.document({ command: 'watch', ok, exitCode, ...found, error: null, durationMs });
    }
    return exitCode;
  } finally {
    signals.stop();
  }
}

/** The watchdog's variables, so that the daemon, cron and CI look at the same things. @throws UsageError with all that is wrong */
async function configOf({ env, cwd }: CommandContext): Promise<WatchdogConfig> {
  const { ConfigError, readConfig } = await loadWatchdog();
  try {
    return readConfig(env, cwd);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new UsageError('The watchdog cannot look with these variables:', error.problems);
  }
}

/** The last checks are for the page's chart. */
function withoutChart({ checks, ...database }: DatabaseStatus): Readonly<Record<string, unknown>> {
  return { ...database, durationMs: checks.at(-1)?.durationMs ?? null };
}
