import type { SentQuery } from '../db/simple-query.ts';
import { composeTransactional, type FileAhead } from './apply-transactional.ts';
import { collectNotices } from './collect-notices.ts';
import type { PreparedFile } from './prepare-files.ts';
import type { Run } from './run.ts';
import { MOST_ROWS, type SentMessage } from './send-message.ts';

/** Larger messages are not kept twice over. */
const MOST_CHARACTERS = 256 * 1024;

/**
 * Composes the next message, and sends all of it but the COMMIT behind the present one, so that the server goes on without
 * waiting for us. The COMMIT is sent when the present file is known to be applied, and nobody has asked to stop: until
 * then nothing of the next one can last.
 *
 * When the present file fails, the next one does nothing: within the transaction that failed every statement is refused,
 * its `BEGIN` as well; and where the transaction has ended, at a `COMMIT` that was refused, the claim of the next file
 * looks whether the present one is applied.
 */
export function sendAhead(
  run: Run,
  before: { readonly file: PreparedFile; readonly query: SentQuery },
  file: PreparedFile,
): FileAhead {
  let early: SentMessage | null = null;
  const composed = composeTransactional(run, file, before.file);
  composed
    .then(({ message }) => {
      const fits = message.copyData.length === 0 && message.length <= MOST_CHARACTERS;
      if (!fits || !mayFollow(run, before.file)) return;
      const notices = collectNotices();
      const query = before.query.follow(message.parts, { mostRows: MOST_ROWS, onNotice: notices.take });
      if (query !== null) early = { query, result: query.result, notices };
    })
    .catch(() => {}); // Reported when its turn comes, if it comes.
  return { composed, early: () => (early === null || early.query.isVoid() ? null : early) };
}

/**
 * A pooler may give the next message to another connection; a connection that does everything may be asked by others as
 * well; the server takes what follows a COPY for its data; and of a repeatable file the history does not tell whether it
 * was applied just now.
 */
function mayFollow({ facts, settings, lock, observer }: Run, { steps, directives }: PreparedFile): boolean {
  if (settings.signal?.aborted === true || lock.lost.aborted) return false;
  const hasData = steps.some(({ statement }) => statement.copyData !== null);
  return !facts.isPooled && observer !== null && !hasData && !directives.repeatable;
}
