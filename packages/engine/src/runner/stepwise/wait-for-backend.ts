import { pause } from '../../db/pause.ts';
import { quoteIdentifier, quoteLiteral } from '../../db/quote.ts';
import { simpleQuery } from '../../db/simple-query.ts';
import { PlumblineError } from '../../errors.ts';
import { isMarked, messageMark } from '../message-mark.ts';
import type { PreparedFile } from '../prepare-files.ts';
import type { Run } from '../run.ts';

const POLL_MS = 200;

/**
 * Waits until the backend of an interrupted run is gone. The server ends a statement of a dead client only when it
 * notices, within two seconds where it can; until then an index it builds is neither valid nor left over.
 *
 * @throws PlumblineError `lock-timeout` when it is still there after the time a lock is waited for, `aborted`
 */
export async function waitForBackend({ client, settings }: Run, { record, migration }: PreparedFile): Promise<void> {
  if (record?.state !== 'running') return;
  const deadline = Date.now() + settings.lockWaitMs;
  // Another session can have got the number since; it began after the file did.
  const began = `select started_at from ${quoteIdentifier(settings.schema)}.history where name = ${quoteLiteral(migration.name)}`;
  const isKnown = `pid = ${record.backendPid ?? 0} and state <> 'idle' and backend_start <= (${began})`;
  const text = `select pid from pg_catalog.pg_stat_activity where pid <> pg_catalog.pg_backend_pid() and (${isKnown} or ${isMarked(messageMark(settings.schema, migration.name))})`;
  for (;;) {
    const { rowSets, failure } = await simpleQuery(client, text);
    const pid = rowSets[0]?.[0]?.pid;
    if (failure !== null || pid === undefined) return;
    if (settings.signal?.aborted) throw new PlumblineError('aborted', 'Stopped; nothing was changed.');
    if (Date.now() > deadline) {
      throw new PlumblineError('lock-timeout', `Process ${pid}, which began ${migration.file}, is still at work.`, {
        remedy: [`Let it end, or end it: SELECT pg_terminate_backend(${pid});`],
      });
    }
    await pause(POLL_MS, settings.signal);
  }
}
