import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type Annotation,
  errorText,
  findingCodes,
  githubAnnotations,
  sarif,
  type VerifyResult,
  verificationPage,
  version,
} from '@plumbline/engine';
import { resultDocument } from './json-document.ts';
import { redactSecrets } from './redact-secrets.ts';
import { repositoryPath } from './repository-path.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { verificationSummary, verificationText } from './verification-text.ts';

export const reportFormats = ['text', 'json', 'sarif', 'github'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface Showing {
  /** The name of the command. */
  readonly command: string;
  readonly format: ReportFormat;
  readonly exitCode: number;
  readonly cwd: string;
  /** Where a page is written to as well; undefined for none. */
  readonly html: string | undefined;
  /** Every finding in full, however many they are. */
  readonly all: boolean;
}

/** Prints what a verification found, in the form that was asked for. */
export function showVerification(
  result: VerifyResult,
  { command, format, exitCode, cwd, all, html }: Showing,
  terminal: Terminal,
): void {
  if (format === 'sarif') terminal.document(sarif(annotationsOf(result, cwd), { version, summary }));
  else if (format === 'github') {
    const commands = githubAnnotations(annotationsOf(result, cwd));
    if (commands !== '') terminal.line(commands);
    if (result.source !== null) terminal.line(verificationSummary(result, terminal.paint));
  }
  if (format === 'text' || format === 'json') {
    for (const line of verificationText(result, all, terminal.paint)) terminal.line(line);
  }
  if (result.error !== null) terminal.error(errorText(result.error, terminal.errorPaint, result.target));
  if (html !== undefined) writePage(resolve(cwd, html), result, terminal);
  if (format === 'json') terminal.document(verifyDocument(command, result, exitCode));
}

const LEVELS = { critical: 'error', major: 'error', minor: 'warning', info: 'note' } as const;

function annotationsOf({ findings }: VerifyResult, cwd: string): readonly Annotation[] {
  return findings.map(({ code, severity, message, why, remedy, origin }) => ({
    ...{ rule: code, level: LEVELS[severity], message },
    file: origin === null ? null : repositoryPath(origin.file, cwd),
    ...{ line: origin?.line ?? null, column: null, help: [why, ...remedy].join('\n') },
  }));
}

function summary(code: string): string | null {
  return Object.entries(findingCodes).find(([known]) => known === code)?.[1].meaning ?? null;
}

function writePage(file: string, result: VerifyResult, terminal: Terminal): void {
  const page = redactSecrets(verificationPage(result, new Date()));
  try {
    writeFileSync(file, page);
  } catch (error) {
    throw new UsageError(`The page cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
  }
  terminal.error(`The page is in ${file}`);
}

/** The shape of `verify --json` and `diff --json`; docs/cli.md describes every field. */
function verifyDocument(
  command: string,
  { live: _, expected: __, ...result }: VerifyResult,
  exitCode: number,
): Readonly<Record<string, unknown>> {
  return resultDocument(command, exitCode, result);
}
