export type * from './catalog/annotation-objects.ts';
export type * from './catalog/attached-objects.ts';
export type { Catalog } from './catalog/catalog.ts';
export type { CatalogObject, ObjectKind } from './catalog/catalog-object.ts';
export { type ChangeMark, readChangeMark, sameMark } from './catalog/change-mark.ts';
export type * from './catalog/database-objects.ts';
export { identityOf } from './catalog/identity-of.ts';
export { type ReadCatalogOptions, readCatalog } from './catalog/read-catalog.ts';
export type * from './catalog/relation-objects.ts';
export type * from './catalog/routine-objects.ts';
export type * from './catalog/type-objects.ts';
export { type DiagnosisEntry, diagnose, diagnosisTable } from './diagnose/diagnose.ts';
export type { Blocker, Diagnosis, FailureFacts } from './diagnose/diagnosis.ts';
export { plainDuration } from './diagnose/plain-duration.ts';
export { sqlstateName } from './diagnose/sqlstate-name.ts';
export { type ErrorCode, type ErrorDetails, errorCodes, type FilePosition, PlumblineError } from './errors.ts';
export type { LockHolder, MigrateEvent, OnEvent, ServerNotice } from './events.ts';
export { makeSnapshot, type SnapshotOptions, type SnapshotResult } from './expect/make-snapshot.ts';
export type { Remark } from './expect/remark.ts';
export type { Scratch, ScratchProvider } from './expect/scratch.ts';
export { shadowDatabase } from './expect/shadow-database.ts';
export type {
  AppliedMigration,
  FailedMigration,
  MigrateResult,
  MigrationState,
  MigrationStatus,
  StatusResult,
} from './migrate-result.ts';
export type { Annotation } from './report/annotation.ts';
export { githubAnnotations } from './report/github-annotations.ts';
export { offsetAt } from './report/offset-at.ts';
export { type Paint, plainPaint } from './report/paint.ts';
export { counted } from './report/plural.ts';
export { type SarifTool, sarif } from './report/sarif.ts';
export { sourceFrame } from './report/source-frame.ts';
export { blockersText } from './report/text-blockers.ts';
export { diffText } from './report/text-diff.ts';
export { errorText, failureText } from './report/text-failure.ts';
export { lintFindingText, type ShownFinding } from './report/text-lint-finding.ts';
export { noticeText } from './report/text-notice.ts';
export { statusText } from './report/text-status.ts';
export { wrapText } from './report/wrap-text.ts';
export { adopt } from './rescue/adopt.ts';
export type { AdoptOptions } from './rescue/adopt-options.ts';
export type { AdoptResult } from './rescue/adopt-result.ts';
export { type BaselineOptions, type BaselineResult, baseline } from './runner/baseline/baseline.ts';
export type { MissingFromCatalog } from './runner/baseline/missing-objects.ts';
export type { EditDiff } from './runner/conflict-with-diffs.ts';
export type { Check } from './runner/doctor/check.ts';
export { type ExamineResult, examine } from './runner/doctor/examine.ts';
export type { DataLoss, TableRows } from './runner/down/count-losses.ts';
export { type DownOptions, type DownResult, type DownStep, down } from './runner/down/down.ts';
export type { RevertedMigration } from './runner/down/revert-file.ts';
export { lockHolder } from './runner/lock.ts';
export { migrate } from './runner/migrate.ts';
export type { MigrateOptions, SourceOptions, StatusOptions } from './runner/options.ts';
export { type PlanRunOptions, planRun } from './runner/plan-run/plan-run.ts';
export type { PlannedFile, PlannedLock, PlannedStatement, RunPlan } from './runner/plan-run/run-plan.ts';
export { type Recorded, readRecorded } from './runner/recorded/read-recorded.ts';
export { type RepairOptions, type RepairResult, repair } from './runner/repair/repair.ts';
export type { RepairAction } from './runner/repair/repair-action.ts';
export { type ResetDatabaseOptions, type ResetDatabaseResult, resetDatabase } from './runner/reset-database.ts';
export { status } from './runner/status.ts';
export type { ServerFailure } from './server-failure.ts';
export { parseDuration } from './source/duration.ts';
export { type Migration, migration } from './source/migration.ts';
export { type NewMigration, type NewMigrationOptions, newMigration } from './source/new-migration.ts';
export { type MigrationFile, readMigrations } from './source/read-migrations.ts';
export { nearest } from './spelling/nearest.ts';
export type { Target } from './target.ts';
export { schemaOfDatabase, schemaOfSnapshot } from './verification/given-schema.ts';
export { verifyDatabase } from './verification/verify-database.ts';
export type { ExpectedChoice, GivenSchema, VerifyOptions } from './verification/verify-options.ts';
export type { PendingMigration, VerifyResult } from './verification/verify-result.ts';
export { type Finding, type Origin, type Severity, severities } from './verify/finding.ts';
export { type FindingCode, findingCodes } from './verify/finding-codes.ts';
export { version } from './version.ts';
