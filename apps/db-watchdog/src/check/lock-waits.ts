import { plainDuration } from '@plumbline/engine/watch';
import type { Client } from 'pg';
import { ownFindingCodes } from './finding-kinds.ts';
import type { WatchFinding } from './watch-finding.ts';
import { watchdogSql } from './watchdog-sql.ts';

interface Row {
  readonly pid: number;
  readonly mode: string;
  readonly object: string;
  readonly waited_ms: number;
  readonly application: string;
  readonly blocker_pid: number | null;
  readonly blocker_application: string;
  readonly blocker_state: string | null;
}

/** Who has waited for a lock for longer than `longerThanMs`, as findings: one an object that is waited for. */
export async function lockWaits(client: Client, longerThanMs: number): Promise<readonly WatchFinding[]> {
  const { rows } = await client.query<Row>({
    name: 'lock-waits',
    text: watchdogSql('lock-waits'),
    values: [longerThanMs],
  });
  const byObject = new Map<string, Row[]>();
  for (const row of rows) byObject.set(row.object, [...(byObject.get(row.object) ?? []), row]);
  return [...byObject].map(([object, waiting]) => lockFinding(object, waiting));
}

function lockFinding(object: string, waiting: readonly Row[]): WatchFinding {
  const [longest] = waiting as [Row];
  const blocker = longest.blocker_pid;
  return {
    area: 'locks',
    code: 'lock-wait',
    severity: ownFindingCodes['lock-wait'].severity,
    identity: `lock on ${object}`,
    expected: null,
    actual: `waited for ${plainDuration(longest.waited_ms)}${blocker === null ? '' : `, behind ${who(blocker, longest.blocker_application)}`}`,
    message: `${waiting.length === 1 ? who(longest.pid, longest.application) : `${waiting.length} processes`} cannot get ${longest.mode} on ${object}.`,
    why: 'Whoever waits holds up everybody who comes after it for the same object.',
    remedy:
      blocker === null
        ? ['Look at pg_stat_activity and pg_locks for who is in the way.']
        : [
            ...(longest.blocker_state === 'idle in transaction'
              ? ['The blocker is idle in a transaction: its program has forgotten to commit.']
              : []),
            `If it is stuck, end it: SELECT pg_terminate_backend(${blocker});`,
          ],
    origin: null,
  };
}

function who(pid: number, application: string): string {
  return `process ${pid}${application === '' ? '' : ` (${application})`}`;
}
