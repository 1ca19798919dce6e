import type { Client } from 'pg';
import type { ServerFacts } from './check-result.ts';
import { historyRowsMark } from './history-rows-mark.ts';
import { watchdogSql } from './watchdog-sql.ts';

/** The cheap question that every check begins with. */
export interface QuickLook {
  readonly server: ServerFacts;
  /** Changes with every write to the history. */
  readonly historyMark: string;
}

interface Row {
  readonly is_standby: boolean;
  readonly version: string;
  readonly started_at: string;
  readonly read_only: boolean;
  /** Null on a standby. */
  readonly history_mark: string | null;
}

/** Asks the server what it is. @param schema of the history @throws pg's error */
export async function quickLook(client: Client, schema: string): Promise<QuickLook> {
  const { rows } = await client.query<Row>({
    name: 'quick-look',
    text: watchdogSql('quick-look'),
    values: [schema],
  });
  const [row] = rows;
  if (row === undefined) throw new Error('The server answered the first question with no row.');
  return {
    server: {
      role: row.is_standby ? 'standby' : 'primary',
      readOnly: row.is_standby || row.read_only,
      version: row.version.split(' ')[0] ?? '',
      startedAt: row.started_at,
    },
    historyMark: row.history_mark ?? (await historyRowsMark(client, schema)),
  };
}
