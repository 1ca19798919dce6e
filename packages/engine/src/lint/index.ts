export type { LintFinding, LintSeverity } from './finding.ts';
export type { IgnoredFinding } from './ignores.ts';
export { type LintOptions, type LintResult, lint, ruleSummary } from './lint.ts';
