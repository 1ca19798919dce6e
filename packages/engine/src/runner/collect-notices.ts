import type { ServerNotice } from '../events.ts';

/** More would fill the memory of whoever shows them; each is still passed on as it comes. */
const MOST_KEPT = 1_000;

/** The notices of one message. */
export interface NoticeCollector {
  /** For the query: takes one as it comes. */
  readonly take: (message: object) => void;
  /** From now on they are passed on as they come, and those that came before its turn at once. */
  passOn(onNotice: (notice: ServerNotice) => void): void;
  readonly kept: readonly ServerNotice[];
}

/** Collects NOTICE, WARNING, INFO and LOG messages. */
export function collectNotices(): NoticeCollector {
  const kept: ServerNotice[] = [];
  let listener: ((notice: ServerNotice) => void) | null = null;
  return {
    kept,
    take(message) {
      const notice = serverNotice(message as Record<string, unknown>);
      if (kept.length < MOST_KEPT) kept.push(notice);
      listener?.(notice);
    },
    passOn(onNotice) {
      listener = onNotice;
      kept.forEach(onNotice);
    },
  };
}

function serverNotice(fields: Record<string, unknown>): ServerNotice {
  const text = (key: string): string | null => (typeof fields[key] === 'string' ? fields[key] : null);
  return {
    severity: text('severity') ?? 'NOTICE',
    sqlstate: text('code') ?? '00000',
    message: text('message') ?? '',
    detail: text('detail'),
    hint: text('hint'),
  };
}
