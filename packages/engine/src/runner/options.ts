import type { Client, ClientConfig, Pool } from 'pg';
import { PlumblineError } from '../errors.ts';
import type { OnEvent } from '../events.ts';
import type { Placeholders } from '../source/placeholders.ts';
import type { MigrationFile } from '../source/read-migrations.ts';

/** Where the database and the files are. One of `url`, `pool` and `connection`; one of `directory` and `files`. */
export interface SourceOptions {
  /** postgres://user:password@host:port/database */
  readonly url?: string | undefined;
  /** A Pool of pg: its configuration is used, for connections of the run's own; its clients are left alone. */
  readonly pool?: Pool | undefined;
  /**
   * A connected Client of pg, for programs that have one. It is used for the lock and the work alike, its session
   * settings are reset between files, and it is left open. Not through a transaction pooler: give a `url` there.
   */
  readonly connection?: Client | undefined;
  /** Another name of `connection`. */
  readonly client?: Client | undefined;
  /** The directory of the `*.sql` files. */
  readonly directory?: string | undefined;
  readonly files?: readonly MigrationFile[] | undefined;
  /** The schema of the history. Default `plumbline`. */
  readonly schema?: string | undefined;
  /** How long a server that refuses connections is tried again, in milliseconds. Default 10,000. */
  readonly connectWaitMs?: number | undefined;
  /** Shown in pg_stat_activity and kept in the history. Default `plumbline`. */
  readonly application?: string | undefined;
  readonly onEvent?: OnEvent | undefined;
  /** Stops the run: what was applied stays, the file that runs is rolled back. */
  readonly signal?: AbortSignal | undefined;
}

export interface MigrateOptions extends SourceOptions {
  /** Reads and plans, and changes nothing. */
  readonly dryRun?: boolean | undefined;
  /** The last migration to run: its name, file name or number. */
  readonly to?: string | undefined;
  /** Runs files whose number is lower than an applied one instead of refusing. */
  readonly outOfOrder?: boolean | undefined;
  /** Says nothing about applied migrations whose file is gone. */
  readonly allowMissing?: boolean | undefined;
  /** How long another process's migration lock is waited for, in milliseconds. Default 600,000. */
  readonly lockWaitMs?: number | undefined;
  /** How long a statement waits for a lock on a table before its file is rolled back and tried again. Default 3,000. */
  readonly lockTimeoutMs?: number | undefined;
  /** How long a statement may run, in milliseconds. Default 0: as long as it takes. */
  readonly statementTimeoutMs?: number | undefined;
  /**
   * Whether the catalog is asked, after each file, for what an EXCEPTION block or IF NOT EXISTS in it can have hidden.
   * Default true.
   */
  readonly checkDeclared?: boolean | undefined;
  /** How often a file is tried again after a lock timeout, deadlock or serialization failure. Default 10. */
  readonly retries?: number | undefined;
  /**
   * Switches on placeholders: `${name}` in a file becomes the value given here, everywhere but in comments and in
   * dollar-quoted bodies. One without a value is an error.
   */
  readonly placeholders?: Readonly<Record<string, string>> | undefined;
  /** Replaces placeholders in dollar-quoted bodies too. */
  readonly placeholdersInBodies?: boolean | undefined;
  /** The version of the program that migrates; kept in the history. */
  readonly applicationVersion?: string | undefined;
}

/** What `${name}` in a file stands for. */
export type PlaceholderOptions = Pick<MigrateOptions, 'placeholders' | 'placeholdersInBodies'>;

export type StatusOptions = SourceOptions & Pick<MigrateOptions, 'outOfOrder' | 'allowMissing'>;

export interface Settings extends Omit<MigrateOptions, 'placeholders' | 'placeholdersInBodies'> {
  /** What a connection of the run's own is opened with. */
  readonly server: string | ClientConfig;
  readonly placeholders: Placeholders | null;
  readonly schema: string;
  readonly connectWaitMs: number;
  readonly application: string;
  readonly lockWaitMs: number;
  readonly lockTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly retries: number;
  readonly checkDeclared: boolean;
  readonly onEvent: OnEvent;
}

const DURATIONS = ['connectWaitMs', 'lockWaitMs', 'lockTimeoutMs', 'statementTimeoutMs'] as const;
const KNOWN: ReadonlySet<string> = new Set([
  ...['url', 'pool', 'connection', 'client', 'directory', 'files', 'schema', 'application', 'onEvent', 'signal'],
  ...['dryRun', 'to', 'outOfOrder', 'allowMissing', 'retries', 'applicationVersion', 'checkDeclared'],
  ...['placeholders', 'placeholdersInBodies', ...DURATIONS],
]);
/** The server keeps timeouts as 32-bit milliseconds. */
const LONGEST_MS = 2_147_483_647;

/**
 * Checks the options and fills in the defaults, which the command shares.
 *
 * @throws PlumblineError `invalid-options`, with a sentence for a person
 */
export function settingsOf(options: MigrateOptions): Settings {
  for (const key of Object.keys(options)) if (!KNOWN.has(key)) refuse(`There is no option "${key}".`);
  exactlyOne(options, ['url', 'pool', 'connection', 'client'], 'which database to migrate');
  exactlyOne(options, ['directory', 'files'], 'which migrations to run');
  checkConnection(options);
  if (options.url !== undefined && !/^(postgres(ql)?:\/\/|socket:)/.test(options.url)) {
    refuse('The option "url" must begin with postgres:// or postgresql://.');
  }
  for (const key of DURATIONS) {
    const value = options[key];
    if (value !== undefined && !(Number.isInteger(value) && value >= 0 && value <= LONGEST_MS)) {
      refuse(`The option "${key}" must be a whole number of milliseconds from 0 to ${LONGEST_MS}.`);
    }
  }
  if (options.retries !== undefined && !(Number.isInteger(options.retries) && options.retries >= 0)) {
    refuse('The option "retries" must be a whole number, 0 or more.');
  }
  if (
    options.schema !== undefined &&
    (options.schema === '' || Buffer.byteLength(options.schema) > 63 || options.schema.includes('\0'))
  ) {
    refuse('The option "schema" must be a schema name of 1 to 63 bytes.');
  }
  const { placeholders, placeholdersInBodies = false, connection, ...rest } = options;
  return {
    ...rest,
    client: connection ?? options.client,
    server: serverOf(options),
    placeholders: placeholders === undefined ? null : { values: placeholders, inBodies: placeholdersInBodies },
    schema: options.schema ?? 'plumbline',
    connectWaitMs: options.connectWaitMs ?? 10_000,
    application: options.application ?? 'plumbline',
    lockWaitMs: options.lockWaitMs ?? 600_000,
    lockTimeoutMs: options.lockTimeoutMs ?? 3_000,
    statementTimeoutMs: options.statementTimeoutMs ?? 0,
    retries: options.retries ?? 10,
    checkDeclared: options.checkDeclared ?? true,
    onEvent: options.onEvent ?? (() => {}),
  };
}

function exactlyOne(options: MigrateOptions, keys: readonly (keyof MigrateOptions)[], purpose: string): void {
  const given = keys.filter((key) => options[key] !== undefined);
  const names = keys.map((key) => `"${key}"`);
  const choice = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  if (given.length === 0) refuse(`Give ${choice}: ${purpose} must be known.`);
  if (given.length > 1) refuse(`Give ${choice}, not several: they could say different things about ${purpose}.`);
}

function checkConnection(options: MigrateOptions): void {
  const connection: unknown = options.connection ?? options.client;
  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
  if (options.pool !== undefined && !(isObject(options.pool) && 'totalCount' in options.pool)) {
    refuse('The option "pool" must be a Pool of the package pg.');
  }
  if (connection === undefined) return;
  if (isObject(connection) && 'totalCount' in connection) {
    refuse('The option "connection" is a Pool, which hands out a different connection each time. Give it as "pool".');
  }
  if (!isObject(connection) || !('query' in connection)) {
    refuse('The option "connection" must be a connected Client of the package pg.');
  }
}

/** pg keeps the password of a pool's options out of sight of a spread. */
function serverOf({ url, pool }: MigrateOptions): string | ClientConfig {
  if (url !== undefined) return url;
  const options = pool?.options;
  return options === undefined
    ? {}
    : { ...options, ...(options.password === undefined ? {} : { password: options.password }) };
}

function refuse(message: string): never {
  throw new PlumblineError('invalid-options', message, { remedy: ['See docs/api.md for every option.'] });
}
