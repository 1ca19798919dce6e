import { type Finding, findingCodes, type Paint, type Severity, severities, wrapText } from '@plumbline/engine';

const WIDTH = 100;
/** Longer definitions are not read side by side. */
const MOST_SHOWN = 60;
/** So many fit a screen with all that is to be said of each; more are told a kind at a time. */
const MOST_IN_DETAIL = 8;
const MORE = 'Each in full: --all, or --html <file>.';
/** Up to so many of a kind are all named; of more, the first few. */
const ALL_OF_A_KIND = 7;
const FIRST_OF_A_KIND = 3;

/** How findings are told. */
export interface Telling {
  /** Each in full, however many there are. */
  readonly all: boolean;
  /** What to type next, a sentence; null when there is nothing that repairs them. */
  readonly next: string | null;
}

/**
 * Findings for people, the most severe first: a few in full; of many, the most severe kinds with their objects, and how
 * many there are of the others.
 */
export function findingsText(findings: readonly Finding[], { all, next }: Telling, paint: Paint): readonly string[] {
  if (all || findings.length <= MOST_IN_DETAIL)
    return byObject(findings).flatMap((group) => [...inDetail(group, paint), '']);
  const kinds = byCode(findings);
  const worst = kinds[0]?.[0]?.severity;
  const isWorst = (kind: readonly Finding[]): boolean => kind[0]?.severity === worst;
  return [
    ...kinds.filter(isWorst).flatMap((kind) => [...asAKind(kind, paint), '']),
    ...kinds.filter((kind) => !isWorst(kind)).flatMap((kind) => heading(kind, paint)),
    ...(kinds.every(isWorst) ? [] : ['']),
    ...[next === null ? MORE : `${MORE} ${next}`, ''],
  ];
}

/** All that is said of one relation, or of one object that belongs to none. */
function byObject(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  return grouped(findings, ({ object, identity }) => {
    const relation = object.table ?? (RELATIONS.has(object.kind) ? object.name : null);
    return relation === null ? identity : `${object.schema}.${relation}`;
  });
}

const RELATIONS: ReadonlySet<string> = new Set(['table', 'view', 'materialized view', 'sequence']);

/** In the order in which the codes are listed: a relation before its columns, these before their keys. */
function byCode(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const codes = Object.keys(findingCodes);
  const rank = ({ code, severity }: Finding): number =>
    severities.indexOf(severity) * codes.length + codes.indexOf(code);
  const ordered = [...findings].sort((a, b) => rank(a) - rank(b));
  return grouped(ordered, ({ code, severity }) => `${severity} ${code}`);
}

function grouped(findings: readonly Finding[], keyOf: (finding: Finding) => string): readonly (readonly Finding[])[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function inDetail(findings: readonly Finding[], paint: Paint): readonly string[] {
  return findings.flatMap((finding) => {
    const { severity, code, message, why, remedy, origin } = finding;
    const place = origin === null ? '' : `${paint.cyan(placeOf(finding))}  `;
    return [
      `${mark(severity, paint)} ${paint.bold(message)}`,
      `    ${place}${paint.dim(`${severity}, ${code}`)}`,
      wrapText(why, WIDTH, '    '),
      ...remedy.map((step) => wrapText(step, WIDTH, '      ', '    → ')),
    ];
  });
}

function asAKind(findings: readonly Finding[], paint: Paint): readonly string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const shown = findings.length <= ALL_OF_A_KIND ? findings : findings.slice(0, FIRST_OF_A_KIND);
  const width = Math.max(...shown.map((finding) => placeOf(finding).length));
  const left = findings.length - shown.length;
  return [
    ...heading(findings, paint),
    ...shown.map((finding) => `    ${paint.cyan(placeOf(finding).padEnd(width))}  ${inAWord(finding)}`),
    ...(left > 0 ? [`    and ${left} more`] : []),
    ...wrapText(`The first: ${first.why}`, WIDTH, '    ').split('\n').map(paint.dim),
  ];
}

function heading(findings: readonly Finding[], paint: Paint): readonly string[] {
  return findings.slice(0, 1).map(({ severity, code }) => {
    const what = `${findings.length} × ${findingCodes[code].meaning}`;
    return `${mark(severity, paint)} ${paint.bold(what)} ${paint.dim(`${severity}, ${code}`)}`;
  });
}

/** What the heading does not say already. */
function inAWord({ identity, expected, actual, message }: Finding): string {
  if (expected === null || actual === null) return identity;
  return expected.length + actual.length <= MOST_SHOWN ? `${identity}: ${actual} instead of ${expected}` : message;
}

function placeOf({ origin }: Finding): string {
  return origin === null ? '' : `${origin.file}:${origin.line}`;
}

function mark(severity: Severity, paint: Paint): string {
  if (severity === 'critical' || severity === 'major') return paint.red('✗');
  return severity === 'minor' ? paint.yellow('!') : paint.dim('·');
}
