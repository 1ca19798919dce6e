import type { AlertRule, Rule } from './rule-files.ts';

/** A rule with one thing wrong in it. A test of the rule that does not notice tests too little. */
export interface Mutant<Kind extends Rule> {
  readonly what: string;
  readonly rule: Kind;
}

/** Everything that is made wrong in an alert, one at a time. @param interval between two evaluations in its tests */
export function mutantsOfAlert(rule: AlertRule, interval: string): readonly Mutant<AlertRule>[] {
  const seconds = secondsOf(rule.for);
  const step = secondsOf(interval);
  const waits = seconds === 0 ? [step] : [seconds - step, seconds + step];
  return [
    ...waits.map((wait) => ({ what: `for: ${wait}s`, rule: { ...rule, for: `${wait}s` } })),
    ...mutantsOfExpression(rule),
  ];
}

/** Everything that is made wrong in an expression, one at a time. */
export function mutantsOfExpression<Kind extends Rule>(rule: Kind): readonly Mutant<Kind>[] {
  const { expr } = rule;
  const changed = [
    ...replaceEach(expr, /> (?=\d)/g, () => ['>= ']),
    ...replaceEach(expr, /> (\d+(?:\.\d+)?)/g, ([, limit = '']) => [`> ${more(limit)}`]),
    ...replaceEach(expr, /== [01]/g, () => ['== 2']),
    ...replaceEach(expr, / unless on .*$/g, () => ['']),
    ...replaceEach(expr, / or .*$/g, () => ['']),
    ...replaceEach(expr, /^.* or /g, () => ['']),
    ...replaceEach(expr, /(?<=[{,]\s*)(\w+)([=!]~?=?)"([^"]*)"/g, ([, label = '', how = '', value = '']) => [
      '',
      ...withoutOne(value.split('|')).map((rest) => `${label}${how}"${rest}"`),
    ]),
  ];
  return changed.map((text) => ({ what: text, rule: { ...rule, expr: text } }));
}

/** The text with one place replaced, for every place and each of its replacements. */
function replaceEach(
  text: string,
  pattern: RegExp,
  replacements: (match: RegExpExecArray) => readonly string[],
): readonly string[] {
  return [...text.matchAll(pattern)].flatMap((match) =>
    replacements(match).map((replacement) =>
      (text.slice(0, match.index) + replacement + text.slice(match.index + match[0].length)).replaceAll(/\{\s*,/g, '{'),
    ),
  );
}

function withoutOne(parts: readonly string[]): readonly string[] {
  return parts.length < 2 ? [] : parts.map((_part, index) => parts.filter((_other, at) => at !== index).join('|'));
}

/** The next limit that matters: one more of what is counted, a hundredth more of a ratio. */
function more(limit: string): string {
  return limit.includes('.') ? String((Number(limit) * 100 + 1) / 100) : String(Number(limit) + 1);
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `5m` is 300. */
export function secondsOf(duration: string): number {
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(duration) ?? [];
  const factor = UNITS[unit];
  if (factor === undefined) throw new Error(`This is no duration of one unit: ${duration}`);
  return Number(count) * factor;
}
