import { type Finding, severities } from './finding.ts';

/** Most severe first, then by the object's relation, so that what belongs together stands together. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const keys = new Map(findings.map((finding) => [finding, keyOf(finding)]));
  return [...findings].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      ((keys.get(a) ?? '') < (keys.get(b) ?? '') ? -1 : 1),
  );
}

function keyOf({ object, identity, code }: Finding): string {
  return [object.schema ?? '', object.table ?? object.name, object.table === null ? '' : identity, code].join('\0');
}

/**
 * Findings of several sources as one list. Two of one code about one object are the same one: the first stays, which knows
 * what was expected.
 */
export function joinFindings(...lists: readonly (readonly Finding[])[]): readonly Finding[] {
  const joined = new Map<string, Finding>();
  for (const finding of lists.flat()) {
    const key = `${finding.code} ${finding.identity}`;
    if (!joined.has(key)) joined.set(key, finding);
  }
  return sortFindings([...joined.values()]);
}
