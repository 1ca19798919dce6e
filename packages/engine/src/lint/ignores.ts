import { type LintIgnore, lintIgnores } from '../source/lint-ignores.ts';
import { nearest } from '../spelling/nearest.ts';
import { positionAt } from '../splitter/index.ts';
import type { ChainFile } from './chain/chain-file.ts';
import type { LintFinding } from './finding.ts';

/** The rule about lint-ignores themselves, which none of them silences. */
export const LINT_IGNORE = 'lint-ignore';

/** A finding that its file acknowledges. */
export interface IgnoredFinding extends LintFinding {
  readonly reason: string;
}

/** A finding, and the statement that it is about. */
export interface StatedFinding {
  readonly finding: LintFinding;
  readonly statement: number | null;
  readonly file: ChainFile;
}

/**
 * Takes out what the files acknowledge, and puts in what is wrong with the acknowledgements: an unknown rule, no
 * reason, nothing to ignore.
 *
 * @param ran the rules that ran; of others nobody knows whether there was something to ignore
 */
export function applyIgnores(
  files: readonly ChainFile[],
  found: readonly StatedFinding[],
  known: readonly string[],
  ran: ReadonlySet<string>,
): { readonly findings: readonly LintFinding[]; readonly ignored: readonly IgnoredFinding[] } {
  const ignored: IgnoredFinding[] = [];
  const findings: LintFinding[] = [];
  const byFile = new Map(files.map((file) => [file, lintIgnores(file.migration)]));
  const used = new Set<LintIgnore>();
  for (const stated of found) {
    const ignore = byFile.get(stated.file)?.find((one) => covers(one, stated));
    if (ignore !== undefined) used.add(ignore);
    if (ignore === undefined || ignore.reason === '') findings.push(stated.finding);
    else ignored.push({ ...stated.finding, reason: ignore.reason });
  }
  for (const [file, ignores] of byFile) {
    for (const ignore of ignores) {
      const fault = faultOf(ignore, known, used.has(ignore) || !ran.has(ignore.rule));
      if (fault !== null) findings.push(faulty(file, ignore, fault));
    }
  }
  return { findings, ignored };
}

function covers({ rule, statement, isInHead }: LintIgnore, stated: StatedFinding): boolean {
  if (rule !== stated.finding.rule) return false;
  return statement === null || (stated.statement === null ? isInHead : statement === stated.statement);
}

type Fault = Pick<LintFinding, 'severity' | 'message' | 'why' | 'remedy'>;

function faultOf({ rule, reason }: LintIgnore, known: readonly string[], isUsed: boolean): Fault | null {
  const form = 'Write: -- plumbline: lint-ignore <rule>: <reason>';
  if (!known.includes(rule)) {
    const [meant] = nearest(rule, known);
    return {
      severity: 'error',
      message: rule === '' ? 'This lint-ignore names no rule.' : `There is no rule "${rule}".`,
      why: 'It ignores nothing.',
      remedy: [...(meant === undefined ? [] : [`Did you mean "${meant}"?`]), form],
    };
  }
  if (reason === '') {
    return {
      severity: 'error',
      message: `This lint-ignore of ${rule} gives no reason.`,
      why: 'Whoever reads the file next cannot tell whether it is right, so it ignores nothing.',
      remedy: [form],
    };
  }
  if (isUsed) return null;
  return {
    severity: 'warning',
    message: `There is nothing here that ${rule} would find.`,
    why: 'An acknowledgement without its cause hides the next one.',
    remedy: [
      'Remove the line, or move it directly above the statement that it is for; with an empty line below it, the head of the file is for all of it.',
    ],
  };
}

function faulty({ migration }: ChainFile, { offset }: LintIgnore, fault: Fault): LintFinding {
  const { line, column } = positionAt(migration.sql, offset);
  return { rule: LINT_IGNORE, migration: migration.name, file: migration.file, line, column, offset, ...fault };
}
