import type { ServerNotice } from '../events.ts';
import { type Paint, plainPaint } from './paint.ts';
import { visibleText } from './visible-text.ts';

/** A NOTICE or WARNING of the server beneath the line of its migration: warnings stand out, the rest stays quiet. */
export function noticeText(notice: ServerNotice, paint: Paint = plainPaint): string {
  const colour = notice.severity === 'WARNING' ? paint.yellow : paint.dim;
  const extra = [
    ...(notice.detail === null ? [] : [`DETAIL: ${notice.detail}`]),
    ...(notice.hint === null ? [] : [`HINT: ${notice.hint}`]),
  ];
  return [`${notice.severity}: ${notice.message}`, ...extra]
    .flatMap((text) => visibleText(text).split('\n'))
    .map((line, index) => colour(`${index === 0 ? '    ' : '      '}${line}`))
    .join('\n');
}
