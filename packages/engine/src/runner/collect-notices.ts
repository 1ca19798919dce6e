import type { Client } from 'pg';
import type { ServerNotice } from '../events.ts';

/** More would fill the memory of whoever shows them; each is still passed on as it comes. */
const MOST_KEPT = 1_000;

/** Listens to NOTICE, WARNING, INFO and LOG messages until `stop`, which returns what came. */
export function collectNotices(
  client: Client,
  onNotice: (notice: ServerNotice) => void,
): { stop(): readonly ServerNotice[] } {
  const kept: ServerNotice[] = [];
  const listener = (message: object): void => {
    const notice = serverNotice(message as Record<string, unknown>);
    if (kept.length < MOST_KEPT) kept.push(notice);
    onNotice(notice);
  };
  client.on('notice', listener);
  return {
    stop() {
      client.off('notice', listener);
      return kept;
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
