/**
 * What a process that looks again and again needs while nothing changes: `@plumbline/engine/watch`. A twentieth of the
 * engine; what applies, verifies and explains stays on the disk, so that such a process is small.
 */
export { type ChangeMark, readChangeMark, sameMark } from './catalog/change-mark.ts';
export { plainDuration } from './diagnose/plain-duration.ts';
export { type ErrorCode, type ErrorDetails, errorCodes, PlumblineError } from './errors.ts';
export type { LockHolder } from './events.ts';
export type { MigrationState } from './migrate-result.ts';
export { counted } from './report/plural.ts';
export { lockHolder } from './runner/lock.ts';
export { parseDuration } from './source/duration.ts';
export { sourceWords } from './verification/source-words.ts';
export { type Severity, severities } from './verify/finding.ts';
export { type FindingCode, findingCodes } from './verify/finding-codes.ts';
export { version } from './version.ts';
