import { sqlstateName } from '../diagnose/sqlstate-name.ts';
import type { ServerFailure } from '../server-failure.ts';
import { type Paint, plainPaint } from './paint.ts';
import { visibleText } from './visible-text.ts';

/** What the server said, word for word: severity, code and its name, message, DETAIL, HINT, CONTEXT. */
export function serverFailureText(failure: ServerFailure, paint: Paint = plainPaint): string {
  const code = failure.sqlstate ?? failure.systemCode;
  const name = failure.sqlstate === null ? null : sqlstateName(failure.sqlstate);
  const codeWords = code === null ? '' : ` ${code}${name === null ? '' : ` (${name})`}`;
  const fields: readonly (readonly [string, string | null])[] = [
    ['DETAIL', failure.detail],
    ['HINT', failure.hint],
    ['CONTEXT', failure.where],
  ];
  return [
    `  ${paint.red(paint.bold(`${failure.severity}${codeWords}`))}: ${indented(failure.message)}`,
    ...fields.flatMap(([label, value]) => (value === null ? [] : [`  ${paint.bold(label)}: ${indented(value)}`])),
  ].join('\n');
}

function indented(text: string): string {
  return visibleText(text).replaceAll('\n', '\n      ');
}
