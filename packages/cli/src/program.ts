import { Command, Option } from 'commander';
import type { CommandContext } from './commands/command-context.ts';
import type { ResetFlags } from './commands/reset.ts';
import { type FlagName, flags } from './flags.ts';
import { examples } from './help-text.ts';
import { readSettings } from './settings.ts';
import type { Terminal } from './terminal.ts';

type Action = (
  context: CommandContext,
  own: Readonly<Record<string, unknown>>,
  words: readonly string[],
) => Promise<number>;

/** What the program needs from the process. */
export interface ProgramInput {
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly terminal: Terminal;
  /** Called with the exit code of the command that ran. */
  readonly done: (exitCode: number) => void;
}

const where: readonly FlagName[] = ['url', 'dir', 'schema', 'connectWait'];
const order: readonly FlagName[] = ['outOfOrder', 'allowMissing'];
const running: readonly FlagName[] = ['lockWait', 'lockTimeout', 'statementTimeout'];

/** The commands. Each is loaded when it is called: `--help` must not wait for a database driver. */
export function createProgram(input: ProgramInput): Command {
  const program = new Command('plumbline')
    .description('PostgreSQL migrations that tell the truth.')
    .version(input.version, '-V, --version', 'print the version')
    .addHelpText('after', examples.plumbline)
    .showHelpAfterError('(plumbline --help shows the commands, plumbline <command> --help its options)')
    .configureHelp({ sortSubcommands: false })
    .exitOverride();
  const add = (name: keyof typeof examples, description: string, names: readonly FlagName[], action: Action): Command =>
    addCommand(program, input, { name, description, names, action });

  add('migrate', 'apply what is pending', ['dryRun', 'to', ...where, ...order, ...running, 'json'], async (context) =>
    (await import('./commands/migrate.ts')).migrateCommand(context),
  );
  add('status', 'show every migration and its state', ['exitCode', ...where, ...order, 'json'], async (context) =>
    (await import('./commands/status.ts')).statusCommand(context),
  );
  add('new', 'make the next migration file', ['dir'], async (context, _own, words) =>
    (await import('./commands/new.ts')).newCommand(context, words),
  ).argument('<name...>', 'what it does, in a few words');
  add('reset', 'drop the database and make it again, empty', ['url', 'dir', 'connectWait'], async (context, own) =>
    (await import('./commands/reset.ts')).resetCommand(context, own as ResetFlags),
  )
    .option('--yes-drop <name>', 'drop without asking; the name of the database, exactly')
    .option('--force-production', 'also under NODE_ENV=production');
  add('dev', 'a migrated database to develop on', [...where, ...order, ...running], async (context, own) =>
    (await import('./commands/dev.ts')).devCommand(context, own.stop === true),
  ).option('--stop', 'stop the development server of this project; its data are kept');
  return program;
}

function addCommand(
  program: Command,
  { env, cwd, terminal, done }: ProgramInput,
  {
    name,
    description,
    names,
    action,
  }: { name: keyof typeof examples; description: string; names: readonly FlagName[]; action: Action },
): Command {
  const command = program.command(name).description(description).addHelpText('after', examples[name]);
  for (const flag of names) command.addOption(new Option(flags[flag].syntax, flags[flag].description));
  return command.action(async () => {
    const given = command.opts<Record<string, unknown>>();
    const context = { flags: await readSettings(names, given, env, cwd), terminal, env, cwd };
    done(await action(context, given, command.args));
  });
}
