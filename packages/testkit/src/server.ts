/** A PostgreSQL major version that the testkit can provide. */
export type PostgresMajor = 14 | 15 | 16 | 17 | 18;

/** Every major version that Plumbline supports, oldest first. */
export const postgresMajors: readonly PostgresMajor[] = [14, 15, 16, 17, 18];

/** Where a server comes from: binaries from npm, a Docker container, or somebody else who gives its URL. */
export type ServerSource = 'embedded' | 'container' | 'url';

/** A real PostgreSQL server that answers. Whoever started it stops it. */
export interface Server {
  readonly source: ServerSource;
  /** The server's own answer, such as 18. */
  readonly major: number;
  /** Superuser's URL of the maintenance database. Holds a password: print it through `maskUrl` only. */
  readonly url: string;
  /** Process id of the postmaster; absent when the process is not ours to signal. */
  readonly pid?: number;
  /** Stops the server and starts it again on the same data and port (after `kill` too). */
  restart?(): Promise<void>;
  /** Sends a signal to the postmaster: SIGINT fast shutdown, SIGQUIT immediate, SIGKILL crash. */
  kill?(signal: NodeJS.Signals): void;
  /** Shuts the server down and removes what it left. A server given by URL keeps running. */
  stop(): Promise<void>;
}

/** A server whose process and files are ours, so that tests can make it fail. */
export interface EmbeddedServer extends Server {
  readonly source: 'embedded';
  readonly pid: number;
  readonly dataDirectory: string;
  /** What the server itself reported. */
  readonly logFile: string;
  restart(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}
