/** Every variable that the watchdog reads, with what it means; docs/watchdog.md shows the same table, and a test holds the two together. */
export const variables = {
  DATABASE_URL: 'the one database to watch: postgres://user:password@host:port/name',
  WATCHDOG_TARGETS:
    'several databases: name=url pairs between spaces, or a JSON array of {name, url, migrations, schema, log, queries}',
  WATCHDOG_MIGRATIONS: 'directory of the *.sql files (default: migrations)',
  WATCHDOG_SCHEMA: 'schema of the history (default: plumbline)',
  WATCHDOG_SCHEDULE: 'when to look, as cron writes it, with seconds or without (default: * * * * *)',
  WATCHDOG_JITTER: 'each check waits a random part of this (default: a tenth of the interval, at most 5s)',
  WATCHDOG_FULL_EVERY: 'a full read at least this often (default: 10min)',
  WATCHDOG_CHECK_TIMEOUT: 'a check that takes longer is given up, with its connection (default: 60s)',
  WATCHDOG_STATEMENT_TIMEOUT: 'how long one statement may run (default: 15s)',
  WATCHDOG_CONNECT_TIMEOUT: 'how long connecting may take (default: 5s)',
  WATCHDOG_LOCK_WAIT: 'who waits longer than this for a lock is a finding (default: 1min)',
  WATCHDOG_LOG: "the server's JSON log, a file or its directory: counts SQL that the schema refused",
  WATCHDOG_QUERIES:
    'SQL of the application: files, and directories of *.sql, between commas; each query is checked against the schema',
  WATCHDOG_STATE_FILE: 'what survives a restart (default: .plumbline/watchdog.json)',
  WATCHDOG_HOST: 'address to listen on (default: 127.0.0.1)',
  WATCHDOG_PORT: 'port to listen on (default: 9847)',
  WATCHDOG_TOKEN: 'bearer token that every request must bring',
  WATCHDOG_BASIC_AUTH: 'user:password that every request must bring; with a token as well, either will do',
  WATCHDOG_TLS_CERT: 'file of the certificate chain (PEM); with WATCHDOG_TLS_KEY the server speaks HTTPS',
  WATCHDOG_TLS_KEY: 'file of the private key (PEM)',
  WATCHDOG_WEBHOOK_URL: 'messages go here as JSON, by POST',
  WATCHDOG_WEBHOOK_SECRET: 'signs them with HMAC-SHA256',
  WATCHDOG_SLACK_URL: 'messages go here as Slack reads them (Mattermost and Rocket.Chat do too)',
  WATCHDOG_COMMAND: 'messages go to this command, as JSON on standard input',
  WATCHDOG_NOTIFY_SEVERITY: 'the least severity to send messages for: critical, major, minor or info (default: major)',
  WATCHDOG_REMIND_AFTER: 'the first reminder; each later one waits twice as long, a day at most (default: 1h)',
  WATCHDOG_PAGE_URL: 'the address of the status page as people reach it, for links in messages',
} as const;

export type VariableName = keyof typeof variables;

/** Those that hold a secret: each may be given as a file, by the same name with _FILE at its end. */
export const secretVariables: readonly VariableName[] = [
  'DATABASE_URL',
  'WATCHDOG_TARGETS',
  'WATCHDOG_TOKEN',
  'WATCHDOG_BASIC_AUTH',
  'WATCHDOG_WEBHOOK_URL',
  'WATCHDOG_WEBHOOK_SECRET',
  'WATCHDOG_SLACK_URL',
];
