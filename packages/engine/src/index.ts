export type { Blocker, Diagnosis, FailureFacts } from './diagnose/diagnosis.ts';
export { type ErrorCode, type ErrorDetails, errorCodes, type FilePosition, PlumblineError } from './errors.ts';
export type { LockHolder, MigrateEvent, OnEvent, ServerNotice } from './events.ts';
export type {
  AppliedMigration,
  FailedMigration,
  MigrateResult,
  MigrationState,
  MigrationStatus,
  StatusResult,
} from './migrate-result.ts';
export { migrate } from './runner/migrate.ts';
export type { MigrateOptions, SourceOptions, StatusOptions } from './runner/options.ts';
export { status } from './runner/status.ts';
export type { ServerFailure } from './server-failure.ts';
export { type Migration, migration } from './source/migration.ts';
export { type MigrationFile, readMigrations } from './source/read-migrations.ts';
export type { Target } from './target.ts';
export { version } from './version.ts';
