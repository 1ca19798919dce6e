/** Everything a command can be told. Durations are milliseconds. */
export interface FlagValues {
  readonly dir?: string;
  readonly url?: string;
  readonly schema?: string;
  readonly to?: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly outOfOrder?: boolean;
  readonly allowMissing?: boolean;
  readonly exitCode?: boolean;
  readonly lockWait?: number;
  readonly connectWait?: number;
  readonly lockTimeout?: number;
  readonly statementTimeout?: number;
  readonly checkDeclared?: boolean;
  readonly placeholders?: Readonly<Record<string, string>>;
  readonly placeholdersInBodies?: boolean;
  readonly shadowUrl?: string;
  readonly failOn?: string;
  readonly allowPending?: boolean;
  readonly annotations?: boolean;
  readonly base?: string;
  readonly format?: string;
}

export type FlagName = keyof FlagValues;

/** One flag: how it is written, what it means, and whether it may stand in the configuration file. */
export interface Flag {
  readonly syntax: string;
  readonly kind: 'text' | 'switch' | 'duration' | 'pairs';
  readonly description: string;
  readonly inConfig: boolean;
}

/** The one table of flags: the command line, the PLUMBLINE_* variables and plumbline.config.json are read by it. */
export const flags: Readonly<Record<FlagName, Flag>> = {
  dir: {
    syntax: '--dir <path>',
    kind: 'text',
    description: 'directory of the *.sql files (default: migrations, here or in the nearest parent that has it)',
    inConfig: true,
  },
  url: {
    syntax: '--url <url>',
    kind: 'text',
    description: 'the database: postgres://user:password@host:port/name',
    inConfig: false,
  },
  schema: {
    syntax: '--schema <name>',
    kind: 'text',
    description: 'schema of the history (default: plumbline)',
    inConfig: true,
  },
  to: {
    syntax: '--to <name>',
    kind: 'text',
    description: 'stop after this migration: its name or number',
    inConfig: false,
  },
  json: {
    syntax: '--json',
    kind: 'switch',
    description: 'print one JSON document on standard output',
    inConfig: false,
  },
  dryRun: {
    syntax: '--dry-run',
    kind: 'switch',
    description: 'say what would run, and change nothing',
    inConfig: false,
  },
  outOfOrder: {
    syntax: '--out-of-order',
    kind: 'switch',
    description: 'run files whose number is lower than an applied one',
    inConfig: true,
  },
  allowMissing: {
    syntax: '--allow-missing',
    kind: 'switch',
    description: 'do not warn about applied migrations whose file is gone',
    inConfig: true,
  },
  exitCode: {
    syntax: '--exit-code',
    kind: 'switch',
    description: 'exit with 3 when something is pending',
    inConfig: false,
  },
  lockWait: {
    syntax: '--lock-wait <duration>',
    kind: 'duration',
    description: 'how long to wait while another process migrates (default: 10min)',
    inConfig: true,
  },
  connectWait: {
    syntax: '--connect-wait <duration>',
    kind: 'duration',
    description: 'how long to try a server that refuses or is starting up (default: 10s)',
    inConfig: true,
  },
  lockTimeout: {
    syntax: '--lock-timeout <duration>',
    kind: 'duration',
    description: 'how long a statement waits for a table before its file is tried again (default: 3s)',
    inConfig: true,
  },
  statementTimeout: {
    syntax: '--statement-timeout <duration>',
    kind: 'duration',
    description: 'how long a statement may run (default: 0, no limit)',
    inConfig: true,
  },
  checkDeclared: {
    syntax: '--no-check-declared',
    kind: 'switch',
    description: 'do not ask, after each file, whether what it declares is there',
    inConfig: true,
  },
  placeholders: {
    syntax: '--placeholders <name=value...>',
    kind: 'pairs',
    description: 'fill placeholders: a dollar sign and a name in braces becomes the value',
    inConfig: true,
  },
  placeholdersInBodies: {
    syntax: '--placeholders-in-bodies',
    kind: 'switch',
    description: 'fill placeholders in dollar-quoted bodies too',
    inConfig: true,
  },
  shadowUrl: {
    syntax: '--shadow-url <url>',
    kind: 'text',
    description: 'a server where a database of its own is made for the replay (default: an embedded one)',
    inConfig: false,
  },
  failOn: {
    syntax: '--fail-on <severity>',
    kind: 'text',
    description: 'the least severity that fails: critical, major, minor or info (default: major)',
    inConfig: true,
  },
  allowPending: {
    syntax: '--allow-pending',
    kind: 'switch',
    description: 'migrations that are still to run are fine',
    inConfig: true,
  },
  annotations: {
    syntax: '--annotations',
    kind: 'switch',
    description: 'compare owners, grants and comments too',
    inConfig: true,
  },
  base: {
    syntax: '--base <ref>',
    kind: 'text',
    description: 'a branch, tag or commit of git to compare with',
    inConfig: true,
  },
  format: {
    syntax: '--format <name>',
    kind: 'text',
    description: 'text, json, sarif or github (default: text)',
    inConfig: false,
  },
};

/** `lockWait` is `PLUMBLINE_LOCK_WAIT`. */
export function environmentName(flag: FlagName): string {
  return `PLUMBLINE_${flag.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()}`;
}

/** `lockWait` is `--lock-wait`. */
export function flagName(flag: FlagName): string {
  return flags[flag].syntax.split(' ', 1)[0] ?? '';
}
