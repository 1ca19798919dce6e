import { resolve } from 'node:path';
import {
  type ExpectedChoice,
  type Severity,
  schemaOfDatabase,
  schemaOfSnapshot,
  severities,
  verifyDatabase,
} from '@plumbline/engine';
import { chooseDatabase } from '../choose-database.ts';
import { readAllowList } from '../config-file.ts';
import { findMigrations } from '../migrations-directory.ts';
import { placeholderOptions } from '../placeholder-options.ts';
import { scratchServer } from '../scratch-server.ts';
import { type ReportFormat, reportFormats, showVerification } from '../show-verification.ts';
import { listenToSignals } from '../signals.ts';
import { oneOf } from '../usage-error.ts';
import { verifyExitCode } from '../verify-exit-code.ts';
import type { CommandContext } from './command-context.ts';

/** What only the command line says. */
export interface VerifyFlags {
  readonly expected?: string;
  readonly all?: boolean;
  readonly html?: string;
}

const SOURCES = ['auto', 'recorded', 'snapshot', 'replay'] as const;

/** `plumbline verify`: what the database is, and what the migrations say it should be. @returns the exit code */
export async function verifyCommand(context: CommandContext, own: VerifyFlags): Promise<number> {
  const { flags, terminal, env, cwd } = context;
  const { format, failOn } = reporting(context, 'major');
  const { directory, root } = findMigrations(flags.dir, cwd);
  const { url } = await chooseDatabase(flags.url, env, root, terminal);
  const signals = listenToSignals((name) => terminal.error(`${name}: stopping ...`));
  try {
    const { schema, connectWait: connectWaitMs, outOfOrder, allowMissing, allowPending, checkDeclared } = flags;
    const { annotations } = flags;
    const result = await verifyDatabase({
      ...{ url, directory, schema, connectWaitMs, failOn, outOfOrder, allowMissing, allowPending, checkDeclared },
      ...placeholderOptions(flags),
      ...{ scratch: scratchServer(flags.shadowUrl, terminal), signal: signals.signal, annotations },
      expected: await expectedOf(own.expected, context),
      allow: await readAllowList(cwd),
    });
    terminal.live(null);
    const exitCode = signals.exitCode() ?? verifyExitCode(result, failOn, allowPending === true);
    showVerification(result, { command: 'verify', format, exitCode, cwd, ...shown(own) }, terminal);
    return exitCode;
  } finally {
    signals.stop();
  }
}

/** `plumbline diff`: how the second database differs from the first. @returns the exit code */
export async function diffCommand(
  context: CommandContext,
  own: VerifyFlags,
  [from = '', to = '']: readonly string[],
): Promise<number> {
  const { flags, terminal, cwd } = context;
  const { schema, connectWait: connectWaitMs, annotations } = flags;
  const { format, failOn } = reporting(context, 'info');
  const expected = await schemaOfDatabase({ url: from, schema, connectWaitMs, annotations });
  const result = await verifyDatabase({ url: to, schema, connectWaitMs, expected, failOn, annotations });
  const exitCode = verifyExitCode(result, failOn, true);
  showVerification(result, { command: 'diff', format, exitCode, cwd, ...shown(own) }, terminal);
  return exitCode;
}

function reporting({ flags }: CommandContext, failFrom: Severity): { format: ReportFormat; failOn: Severity } {
  return {
    format: oneOf('--format', reportFormats, flags.format ?? (flags.json === true ? 'json' : 'text')),
    failOn: oneOf('--fail-on', severities, flags.failOn ?? failFrom),
  };
}

function shown({ all = false, html }: VerifyFlags): { all: boolean; html: string | undefined } {
  return { all, html };
}

/** `--expected`: one of the sources by its name, the URL of a database, or the file of a snapshot. */
async function expectedOf(given: string | undefined, { flags, cwd }: CommandContext): Promise<ExpectedChoice> {
  if (given === undefined) return 'auto';
  const source = SOURCES.find((name) => name === given);
  if (source !== undefined) return source;
  const { schema, connectWait: connectWaitMs, annotations } = flags;
  if (/^postgres(ql)?:\/\//.test(given)) return schemaOfDatabase({ url: given, schema, connectWaitMs, annotations });
  return schemaOfSnapshot(resolve(cwd, given));
}
