import { counted } from '@plumbline/engine';
import type { LintResult } from '@plumbline/engine/lint';

/** The last line of `plumbline lint`. */
export function lintSummary({ findings, ignored, judged, files }: LintResult): string {
  if (judged.length === 0) return `No new migration to judge among ${counted(files, 'file')}; --all judges every one.`;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const what =
    findings.length === 0
      ? 'nothing found'
      : [errors, findings.length - errors]
          .map((count, place) => (count === 0 ? '' : counted(count, place === 0 ? 'error' : 'warning')))
          .filter((text) => text !== '')
          .join(', ');
  const acknowledged = ignored.length === 0 ? '' : `, ${ignored.length} acknowledged in the files`;
  return `${counted(judged.length, 'migration')} judged: ${what}${acknowledged}.`;
}
