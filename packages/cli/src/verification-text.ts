import { counted, type Paint, plainDuration, severities, sourceWords, type VerifyResult } from '@plumbline/engine';
import { findingsText } from './findings-text.ts';
import { remarkText } from './remark-text.ts';

const MOST_NAMED = 4;

/** What a verification found, for people; its error is not among the lines. */
export function verificationText(result: VerifyResult, all: boolean, paint: Paint): readonly string[] {
  const said = [
    ...result.warnings.map((warning) => paint.yellow(`! ${warning}`)),
    ...result.remarks.map((remark) => remarkText(remark, paint)),
    ...pendingText(result, paint),
    ...allowedText(result, paint),
  ];
  return [
    ...said,
    ...(said.length > 0 && result.findings.length > 0 ? [''] : []),
    ...findingsText(result.findings, { all, next: nextOf(result) }, paint),
    ...(result.source === null ? [] : [verificationSummary(result, paint)]),
  ];
}

/** What differs from another database is not healed by migrations; one without a history cannot be healed, only adopted. */
function nextOf({ migrations, pending, source }: VerifyResult): string | null {
  if (migrations === null || migrations.length === 0 || source === 'database') return null;
  const lacksHistory = pending.length === 0 && migrations.every(({ state }) => state === 'pending');
  return lacksHistory
    ? 'To repair it and give it a history: plumbline adopt.'
    : 'The migration that repairs them: plumbline heal.';
}

/** What is still to run comes first: it is not missing. */
function pendingText({ pending }: VerifyResult, paint: Paint): readonly string[] {
  if (pending.length === 0) return [];
  const lines = pending.map(({ name, makes }) => {
    const named = (makes ?? []).slice(0, MOST_NAMED).join(', ');
    const left = (makes?.length ?? 0) - MOST_NAMED;
    const what = named === '' ? '' : ` will make ${named}${left > 0 ? ` and ${left} more` : ''}`;
    return `    ${name}${paint.dim(what)}`;
  });
  return [paint.yellow(`! ${counted(pending.length, 'migration')} pending: plumbline migrate`), ...lines];
}

/** What is allowed is not hidden. */
function allowedText({ allowed }: VerifyResult, paint: Paint): readonly string[] {
  if (allowed.length === 0) return [];
  const lines = allowed.map(
    ({ finding, reason }) => `    ${finding.message} ${paint.dim(`${finding.code}: ${reason}`)}`,
  );
  return [`· ${counted(allowed.length, 'finding')} allowed by plumbline.config.json:`, ...lines];
}

/** The last line. */
export function verificationSummary(result: VerifyResult, paint: Paint): string {
  const { ok, findings, counts, source, objects, target, durationMs } = result;
  const where = target === null ? '' : `database "${target.database}" on ${target.host}:${target.port}, `;
  const against = source === null ? '' : `, compared with ${sourceWords[source]}`;
  const tail = paint.dim(`(${where}${counted(objects, 'object')}${against}, ${plainDuration(durationMs)})`);
  const right =
    source === 'given' || source === 'database' ? 'The schemas are the same' : 'The schema is what the migrations say';
  if (findings.length === 0) return `${paint.green('✓')} ${right} ${tail}`;
  const numbers = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}`);
  const text = `${counted(findings.length, 'finding')}: ${numbers.join(', ')}`;
  return `${ok ? paint.yellow('!') : paint.red('✗')} ${paint.bold(text)} ${tail}`;
}
