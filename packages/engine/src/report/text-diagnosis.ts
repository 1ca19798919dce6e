import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { type Paint, plainPaint } from './paint.ts';
import { wrapText } from './wrap-text.ts';

const WIDTH = 100;

/** A diagnosis for people: what happened, in a paragraph, and the steps of the remedy. */
export function diagnosisText(diagnosis: Diagnosis, paint: Paint = plainPaint): string {
  return [
    `  ${paint.bold(diagnosis.title)}`,
    wrapText(diagnosis.explanation, WIDTH, '  '),
    ...(diagnosis.remedy.length === 0 ? [] : ['', remedyText(diagnosis.remedy, paint)]),
  ].join('\n');
}

/** Steps of a remedy as a list. */
export function remedyText(remedy: readonly string[], paint: Paint = plainPaint): string {
  return [`  ${paint.bold('What to do')}`, ...remedy.map((step) => wrapText(step, WIDTH, '    ', '  - '))].join('\n');
}
