import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  githubAnnotations,
  lintFindingText,
  PlumblineError,
  plainDuration,
  sarif,
  sourceFrame,
  version,
} from '@plumbline/engine';
import { type LintFinding, type LintResult, type LintSeverity, lint, ruleSummary } from '@plumbline/engine/lint';
import type { FlagValues } from '../flags.ts';
import { lintSummary } from '../lint-summary.ts';
import { findMigrations } from '../migrations-directory.ts';
import { repositoryPath } from '../repository-path.ts';
import type { Terminal } from '../terminal.ts';
import { oneOf, UsageError } from '../usage-error.ts';
import { withFrame } from '../with-frame.ts';
import type { CommandContext } from './command-context.ts';

const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
const SEVERITIES = ['error', 'warning'] as const;
const LINT_FINDINGS = 5;

/** What only the command line may say. */
export interface LintFlags {
  readonly all?: boolean;
  readonly failOn?: string;
}

/** `plumbline lint`: judges migrations by their text alone. @returns 0, or 5 when something was found */
export async function lintCommand(
  { flags, terminal, cwd }: CommandContext,
  own: LintFlags,
  words: readonly string[],
): Promise<number> {
  const format = oneOf('--format', FORMATS, flags.format ?? (flags.json === true ? 'json' : 'text'));
  const failOn = oneOf('--fail-on', SEVERITIES, own.failOn ?? 'error');
  const all = own.all === true;
  if (all && words.length > 0) throw new UsageError('--all and the names of files contradict each other.');
  const { directory } = findMigrations(flags.dir, cwd);
  const result = await judged(flags, directory, all ? 'all' : words.length > 0 ? words : undefined, cwd);
  const exitCode = result.findings.some((finding) => counts(finding, failOn)) ? LINT_FINDINGS : 0;
  if (format === 'sarif') terminal.document(sarifOf(result, cwd));
  else if (format === 'json') terminal.document(lintDocument(result, exitCode));
  else if (format === 'github') print(githubAnnotations(annotations(result, cwd)), terminal);
  else for (const finding of result.findings) terminal.line(`${findingText(finding, terminal, cwd)}\n`);
  if (format === 'text' || format === 'github') {
    terminal.line(`${lintSummary(result)} ${terminal.paint.dim(`(${plainDuration(result.durationMs)})`)}`);
  }
  return exitCode;
}

async function judged(
  { base, placeholders, placeholdersInBodies }: FlagValues,
  directory: string,
  judge: 'all' | readonly string[] | undefined,
  cwd: string,
): Promise<LintResult> {
  try {
    return await lint({ directory, base, judge, placeholders, placeholdersInBodies });
  } catch (error) {
    throw error instanceof PlumblineError ? withFrame(error, cwd) : error;
  }
}

function counts({ severity }: LintFinding, failOn: LintSeverity): boolean {
  return severity === 'error' || failOn === 'warning';
}

function print(text: string, terminal: Terminal): void {
  if (text !== '') terminal.line(text);
}

function findingText(finding: LintFinding, { paint }: Terminal, cwd: string): string {
  const sql = readFileSync(resolve(cwd, finding.file), 'utf8').replace(/^\ufeff/, '');
  return lintFindingText({ ...finding, frame: sourceFrame({ sql, offset: finding.offset }) }, paint);
}

function annotations({ findings }: LintResult, cwd: string): Parameters<typeof sarif>[0] {
  return findings.map(({ rule, severity: level, message, file, line, column, why, remedy }) => ({
    ...{ rule, level, message, line, column },
    file: repositoryPath(file, cwd),
    help: [why, ...remedy].join('\n'),
  }));
}

function sarifOf(result: LintResult, cwd: string): Readonly<Record<string, unknown>> {
  return sarif(annotations(result, cwd), { version: version, summary: ruleSummary });
}

/** The shape of `lint --json`; docs/cli.md describes every field. */
function lintDocument({ durationMs, ...result }: LintResult, exitCode: number): Readonly<Record<string, unknown>> {
  const ok = exitCode === 0;
  return { command: 'lint', ok, exitCode, ...result, error: null, durationMs: Math.round(durationMs) };
}
