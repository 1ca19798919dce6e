import { type Paint, plainPaint } from './paint.ts';
import { remedyText } from './text-diagnosis.ts';
import { frameText } from './text-frame.ts';
import { wrapText } from './wrap-text.ts';

const WIDTH = 100;

/** What is shown of something that a rule found in a file. */
export interface ShownFinding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly why: string;
  readonly remedy: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The place in its source, as `sourceFrame` gives it; null when it cannot be shown. */
  readonly frame: string | null;
}

/** A finding for people: what is the case, where, what comes of it and what to do. */
export function lintFindingText(finding: ShownFinding, paint: Paint = plainPaint): string {
  const { rule, severity, message, why, remedy, file, line, column, frame } = finding;
  const mark = severity === 'error' ? paint.red('✗') : paint.yellow('!');
  return [
    wrapText(message, WIDTH, '  ', `${mark} `),
    '',
    `  ${paint.cyan(`${file}:${line}:${column}`)}  ${paint.dim(rule)}`,
    ...(frame === null ? [] : [frameText(frame, paint)]),
    '',
    wrapText(why, WIDTH, '  '),
    ...(remedy.length === 0 ? [] : ['', remedyText(remedy, paint)]),
  ].join('\n');
}
