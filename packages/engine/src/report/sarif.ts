import type { Annotation } from './annotation.ts';

/** Who found it, as SARIF names a tool. */
export interface SarifTool {
  readonly version: string;
  /** Where a rule is described; null when it is described nowhere. */
  readonly helpUri?: (rule: string) => string | null;
  /** What a rule finds, in a sentence; null when nobody says. */
  readonly summary?: (rule: string) => string | null;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/**
 * Findings as one SARIF 2.1.0 log, which code scanning and editors read. Every rule that found something is listed; a
 * log without results is a valid log, and says that nothing was found.
 *
 * @returns a value for `JSON.stringify`
 */
export function sarif(annotations: readonly Annotation[], tool: SarifTool): Readonly<Record<string, unknown>> {
  const rules = [...new Set(annotations.map(({ rule }) => rule))].sort();
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Plumbline',
            semanticVersion: tool.version,
            rules: rules.map((id) => describeRule(id, tool)),
          },
        },
        // PostgreSQL counts columns so, and we with it; the default would be UTF-16 units.
        columnKind: 'unicodeCodePoints',
        results: annotations.map((annotation) => result(annotation, rules.indexOf(annotation.rule))),
      },
    ],
  };
}

function describeRule(id: string, { helpUri, summary }: SarifTool): Readonly<Record<string, unknown>> {
  const uri = helpUri?.(id) ?? null;
  const text = summary?.(id) ?? null;
  return {
    id,
    ...(text === null ? {} : { shortDescription: { text } }),
    ...(uri === null ? {} : { helpUri: uri }),
  };
}

function result(annotation: Annotation, ruleIndex: number): Readonly<Record<string, unknown>> {
  const { rule, level, message, help } = annotation;
  const text = help === null ? message : `${message}\n\n${help}`;
  return { ruleId: rule, ruleIndex, level, message: { text }, ...locationsOf(annotation) };
}

function locationsOf({ file, line, column }: Annotation): Readonly<Record<string, unknown>> {
  if (file === null) return {};
  const region =
    line === null ? {} : { region: { startLine: line, ...(column === null ? {} : { startColumn: column }) } };
  const physicalLocation = { artifactLocation: { uri: uriOf(file) }, ...region };
  return { locations: [{ physicalLocation }] };
}

/** A path as a relative URI reference: everything but the slashes escaped. */
function uriOf(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}
