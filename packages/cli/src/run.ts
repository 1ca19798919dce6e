import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { formatOf } from './format-of.ts';
import { refusalDocument } from './json-document.ts';
import { createProgram } from './program.ts';
import { createTerminal, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/**
 * Runs the command line and gives the exit code. Never rejects: whatever goes wrong is printed.
 *
 * @param args without node and script
 */
export async function run(args: readonly string[]): Promise<number> {
  const format = formatOf(args, process.env);
  const json = format === 'json';
  const terminal = createTerminal(format !== 'text', process.env, process.stdout, process.stderr);
  let exitCode = 0;
  const program = createProgram({
    version: ownVersion(),
    env: process.env,
    cwd: process.cwd(),
    terminal,
    done: (code) => {
      exitCode = code;
    },
  });
  const said: string[] = [];
  for (const command of [program, ...program.commands]) {
    // commander prints before it throws; the text is kept, so that it passes the terminal like all others.
    command.configureOutput({
      writeOut: (text) => terminal.line(text.trimEnd()),
      writeErr: (text) => said.push(text.trimEnd()),
      outputError: (text, write) => write(text),
    });
    command.exitOverride();
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return await refused(error, said, json ? commandOf(args) : null, json, terminal);
  }
}

async function refused(
  error: unknown,
  said: readonly string[],
  command: string | null,
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const { exitCode, text, ...value } = await explain(error, said, terminal);
  terminal.error(text);
  if (json) terminal.document(refusalDocument(command, exitCode, value));
  return exitCode;
}

interface Refusal {
  readonly exitCode: number;
  readonly code: string;
  readonly message: string;
  readonly remedy: readonly string[];
  readonly text: string;
}

async function explain(error: unknown, said: readonly string[], { errorPaint }: Terminal): Promise<Refusal> {
  if (error instanceof CommanderError) {
    const message = (said[0] ?? error.message).replace(/^error: /, '');
    const text =
      error.code === 'commander.help'
        ? said.join('\n')
        : [`${errorPaint.red('✗')} ${message}`, ...said.slice(1)].join('\n');
    return { exitCode: 2, code: 'invalid-options', message, remedy: [], text };
  }
  if (error instanceof UsageError) {
    const { message, remedy } = error;
    const text = [`${errorPaint.red('✗')} ${message}`, ...remedy.map((step) => `  ${step}`)].join('\n');
    return { exitCode: 2, code: 'invalid-options', message, remedy, text };
  }
  const { errorText, PlumblineError } = await import('@plumbline/engine');
  if (error instanceof PlumblineError) {
    const { exitCode, code, message } = error;
    return { exitCode, code, message, remedy: error.details.remedy ?? [], text: errorText(error, errorPaint) };
  }
  const message = error instanceof Error ? error.message : String(error);
  const text = `${errorPaint.red('✗')} ${error instanceof Error && process.env.PLUMBLINE_DEBUG ? error.stack : message}`;
  return { exitCode: 1, code: 'unexpected', message, remedy: [], text };
}

function commandOf(args: readonly string[]): string | null {
  return args.find((argument) => !argument.startsWith('-')) ?? null;
}

/** Read here, not from the engine: the version must not wait for a database driver either. */
function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '0.0.0';
}
