import type { Severity } from '@plumbline/engine/watch';

/** One database that is watched. */
export interface TargetConfig {
  /** What it is called in metrics, messages and on the page. */
  readonly name: string;
  /** postgres://user:password@host:port/database. Holds a password: never printed. */
  readonly url: string;
  /** The directory of the `*.sql` files. */
  readonly migrations: string;
  /** The schema of the history. */
  readonly schema: string;
  /** The server's JSON log, a file or its directory; null when it is not read. */
  readonly log: string | null;
  /** Files with SQL of the application, and directories of them; empty when none is checked. */
  readonly queries: readonly string[];
}

export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

export interface HttpConfig {
  readonly host: string;
  readonly port: number;
  readonly token: string | null;
  readonly basic: { readonly user: string; readonly password: string } | null;
  readonly tls: TlsFiles | null;
}

export interface NotifyConfig {
  readonly webhook: { readonly url: string; readonly secret: string | null } | null;
  readonly slackUrl: string | null;
  readonly command: string | null;
  /** The least severity that a message is sent for. */
  readonly threshold: Severity;
  /** How long after the first message the first reminder comes; each later one waits twice as long. */
  readonly remindAfterMs: number;
  /** The address of the status page as people reach it; null when messages have no link. */
  readonly pageUrl: string | null;
}

/** Durations are milliseconds. */
export interface WatchdogConfig {
  readonly targets: readonly TargetConfig[];
  /** A cron expression, with seconds or without. */
  readonly schedule: string;
  /** Each check waits a random part of it, so that many watchdogs do not ask at once. Null: a tenth of the interval, at most 5 s. */
  readonly jitterMs: number | null;
  /** A full read happens at least this often, whatever the change gate says. */
  readonly fullEveryMs: number;
  /** What a check may take before it is given up together with its connection. */
  readonly checkTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** How long somebody has waited for a lock before it is a finding. */
  readonly lockWaitMs: number;
  readonly stateFile: string;
  readonly http: HttpConfig;
  readonly notify: NotifyConfig;
}
