import type { ExpectedSchema } from '../expect/expected-schema.ts';
import type { Finding } from '../verify/finding.ts';

/**
 * Says of each finding which statement of which migration it goes back to: of what is missing the one that made it, of
 * what is other than it should be the one that changed it last.
 */
export function ascribeFindings(
  findings: readonly Finding[],
  { origins, revisions }: Pick<ExpectedSchema, 'origins' | 'revisions'>,
): readonly Finding[] {
  return findings.map((finding) => {
    const { identity, code } = finding;
    const made = origins.get(identity);
    const origin = isAbsence(code) ? made : (revisions.get(identity) ?? made);
    return origin === undefined ? finding : { ...finding, origin };
  });
}

export function isAbsence(code: Finding['code']): boolean {
  return code.startsWith('missing-') || code.endsWith('-missing');
}
