import { Command, Option } from 'commander';
import type { CommandContext } from './commands/command-context.ts';
import type { LintFlags } from './commands/lint.ts';
import type { ResetFlags } from './commands/reset.ts';
import type { VerifyFlags } from './commands/verify.ts';
import type { WatchFlags } from './commands/watch.ts';
import { type FlagName, flags } from './flags.ts';
import { examples } from './help-text.ts';
import { collected, type OwnOptions } from './own-options.ts';
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
const filling: readonly FlagName[] = ['placeholders', 'placeholdersInBodies'];
const linting: readonly FlagName[] = ['base', 'format', 'dir', ...filling, 'json'];

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

  add(
    'migrate',
    'apply what is pending',
    ['dryRun', 'to', ...where, ...order, ...running, 'checkDeclared', ...filling, 'json'],
    async (context) => (await import('./commands/migrate.ts')).migrateCommand(context),
  );
  add('status', 'show every migration and its state', ['exitCode', ...where, ...order, 'json'], async (context) =>
    (await import('./commands/status.ts')).statusCommand(context),
  );
  const timeouts: readonly FlagName[] = ['lockTimeout', 'statementTimeout'];
  const planning: readonly FlagName[] = ['to', ...where, ...order, ...timeouts, ...filling, 'json'];
  add('plan', 'show what would run, and what it would lock', planning, async (context) =>
    (await import('./commands/plan.ts')).planCommand(context),
  );
  add('new', 'make the next migration file', ['dir'], async (context, _own, words) =>
    (await import('./commands/new.ts')).newCommand(context, words),
  ).argument('<name...>', 'what it does, in a few words');
  addComparing(add);
  add('explain', 'what a code means, and what to do', [], async (context, _own, words) =>
    (await import('./commands/explain.ts')).explainCommand(context, words),
  ).argument('<code>', 'of a finding, a lint rule, an error or a diagnosis, or an SQLSTATE');
  addVerifying(add);
  add('lint', 'judge migrations before they run, without a database', linting, async (context, own, words) =>
    (await import('./commands/lint.ts')).lintCommand(context, own as LintFlags, words),
  )
    .argument('[files...]', 'judge these, whatever git says of them')
    .option('--all', 'judge every file')
    .option('--fail-on <severity>', 'exit with 5 from this severity on: error or warning (default: error)');
  addMending(add);
  addRescue(add);
  add('reset', 'drop the database and make it again, empty', ['url', 'dir', 'connectWait'], async (context, own) =>
    (await import('./commands/reset.ts')).resetCommand(context, own as ResetFlags),
  )
    .option('--yes-drop <name>', 'drop without asking; the name of the database, exactly')
    .option('--force-production', 'also under NODE_ENV=production');
  add(
    'dev',
    'a migrated database to develop on',
    [...where, ...order, ...running, 'checkDeclared', ...filling],
    async (context, own) => (await import('./commands/dev.ts')).devCommand(context, own.stop === true),
  ).option('--stop', 'stop the development server of this project; its data are kept');
  return program;
}

type Add = (name: keyof typeof examples, description: string, names: readonly FlagName[], action: Action) => Command;

/** The commands that compare schemas. */
function addVerifying(add: Add): void {
  const replaying: readonly FlagName[] = ['shadowUrl', 'checkDeclared', ...filling];
  add(
    'snapshot',
    'keep what the migrations make beside them',
    ['dir', 'schema', ...replaying, 'json'],
    async (context, own) => (await import('./commands/snapshot.ts')).snapshotCommand(context, own.check === true),
  ).option('--check', 'write nothing; fail when the snapshot is not what the migrations make');
}

function addComparing(add: Add): void {
  const replaying: readonly FlagName[] = ['shadowUrl', 'checkDeclared', ...filling];
  const showing: readonly FlagName[] = ['annotations', 'failOn', 'format', 'json'];
  const verifying: readonly FlagName[] = [...where, ...order, 'allowPending', ...replaying, ...showing];
  add('verify', 'compare the database with what the migrations say', verifying, async (context, own) =>
    (await import('./commands/verify.ts')).verifyCommand(context, own as VerifyFlags),
  )
    .option('--all', 'every finding in full, however many they are')
    .option('--html <file>', 'write a page as well, which needs nothing else')
    .option('--expected <what>', 'recorded, snapshot or replay, a snapshot file, or the URL of another database');
  add(
    'diff',
    'how the second database differs from the first',
    ['schema', 'connectWait', ...showing],
    async (context, own, urls) => (await import('./commands/verify.ts')).diffCommand(context, own as VerifyFlags, urls),
  )
    .argument('<from>', 'the URL of the database that is right')
    .argument('<to>', 'the URL of the one that may differ')
    .option('--all', 'every finding in full, however many they are')
    .option('--html <file>', 'write a page as well, which needs nothing else');
  add('watch', 'look as the watchdog does, and tell', ['failOn', 'allowPending', 'json'], async (context, own) =>
    (await import('./commands/watch.ts')).watchCommand(context, own as WatchFlags),
  )
    .option('--once', 'look once and end; without it the watchdog runs until it is stopped')
    .option('--format <name>', 'text or json (default: text)');
}

/** The commands that look after the history. */
function addMending(add: Add): void {
  const mending: readonly FlagName[] = ['dryRun', ...where, 'lockWait', ...filling, 'json'];
  add('repair', 'mend the history by hand, drop invalid indexes', [...mending, 'lockTimeout'], async (context, own) =>
    (await import('./commands/repair.ts')).repairCommand(context, own as OwnOptions),
  )
    .option('--accept <file>', 'take an edited file for the one that was applied', collected)
    .option('--mark-applied <name>', 'count a migration as applied without running it', collected)
    .option('--mark-pending <name>', 'have a migration run again', collected)
    .option('--drop-invalid-indexes', 'drop what failed CREATE INDEX CONCURRENTLY left behind')
    .option('--yes', 'do it without asking');
  add('baseline', 'record migrations that the database has already', mending, async (context, own, [upTo = '']) =>
    (await import('./commands/baseline.ts')).baselineCommand(context, own as OwnOptions, upTo),
  )
    .argument('<upto>', 'the last one that it has: its name, file name or number')
    .option('--force', 'also when the database lacks what the files declare');
  add(
    'down',
    'take back the last migration',
    ['dryRun', ...where, ...running, ...filling, 'json'],
    async (context, own) => (await import('./commands/down.ts')).downCommand(context, own as OwnOptions),
  )
    .option('--to <name>', 'take back everything after this migration: its name or number; 0 for all')
    .option('--yes', 'do it without asking, also when data are lost');
  add(
    'doctor',
    'look at everything that a migration needs',
    [...where, ...order, ...filling, 'json'],
    async (context) => (await import('./commands/doctor.ts')).doctorCommand(context),
  );
}

/** The commands for databases that are not what they should be. */
function addRescue(add: Add): void {
  const rescuing: readonly FlagName[] = [...where, ...running, 'shadowUrl', ...filling, 'json'];
  add('adopt', 'take over a database that something else migrated', rescuing, async (context, own) =>
    (await import('./commands/adopt.ts')).adoptCommand(context, own as OwnOptions),
  )
    .option('--apply', 'do what the plan says; without it nothing is changed')
    .option('--allow <object>', 'drop or rewrite this object, as it is called in the report', collected)
    .option('--run <migration>', 'run this migration, although something of it is there', collected)
    .option('--ran <migration>', 'the data of this migration are there', collected);
  add('heal', 'write the migration that repairs drift, or repair it', ['dryRun', ...rescuing], async (context, own) =>
    (await import('./commands/heal.ts')).healCommand(context, own as OwnOptions),
  )
    .option('--apply', 'repair this database at once, without a file')
    .option('--allow <object>', 'drop or rewrite this object, as it is called in the report', collected);
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
  for (const flag of names) addFlag(command, flag);
  return command.action(async () => {
    const given = command.opts<Record<string, unknown>>();
    const context = { flags: await readSettings(names, given, env, cwd), terminal, env, cwd };
    done(await action(context, given, command.args));
  });
}

/** A flag that begins with --no- has its opposite beside it: else the library would take it as given, and nothing else would count. */
function addFlag(command: Command, flag: FlagName): void {
  const { syntax, description } = flags[flag];
  if (syntax.startsWith('--no-')) command.addOption(new Option(syntax.replace('--no-', '--')).hideHelp());
  command.addOption(new Option(syntax, description));
}
