import { type LintOptions, lint } from '../../src/lint/index.ts';

export type Files = Readonly<Record<string, string>>;

/**
 * What the linter finds in files that are given by name and text, one line each: severity, rule, place, message. A rule
 * that is named alone is the only one that is shown.
 */
export async function foundIn(files: Files, rule?: string, options: LintOptions = {}): Promise<readonly string[]> {
  const list = Object.entries(files).map(([name, sql]) => ({ name, sql }));
  const { findings } = await lint({ files: list, ...options });
  return findings
    .filter((finding) => rule === undefined || finding.rule === rule)
    .map(({ severity, rule: id, migration, line, column, message }) => {
      const place = `${migration}:${line}:${column}`;
      return `${severity}${rule === undefined ? ` ${id}` : ''} ${place} ${message}`;
    });
}
