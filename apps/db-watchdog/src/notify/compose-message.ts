import { counted } from '@plumbline/engine/watch';
import type { Message } from './message.ts';
import type { PlannedMessage } from './plan-message.ts';

const MOST = 20;

/** A planned message with its words. @param id the same for every channel and every attempt */
export function composeMessage(
  planned: PlannedMessage,
  id: string,
  database: string,
  at: Date,
  page: string | null,
): Message {
  const { event, findings, gone, open } = planned;
  return {
    id,
    event,
    database,
    at: at.toISOString(),
    summary: summaryOf(planned, database),
    findings: findings.slice(0, MOST),
    gone: gone.slice(0, MOST),
    open,
    page,
  };
}

function summaryOf({ event, findings, gone, open }: PlannedMessage, database: string): string {
  const [first] = findings;
  switch (event) {
    case 'appeared':
      return findings.length === 1 && first !== undefined
        ? `${database}: ${first.message}`
        : `${database}: ${counted(findings.length, 'new finding')}, ${open} in all.`;
    case 'reminder':
      return `${database}: still ${counted(open, 'finding')}.`;
    case 'gone':
      return open === 0
        ? `${database} is what its migrations say again.`
        : `${database}: ${counted(gone.length, 'finding')} gone, ${open} left.`;
  }
}
