import type { Blocker } from './diagnosis.ts';
import { plainDuration } from './plain-duration.ts';

/** `pid 4711 ("psql", role "app"), idle in transaction for 12 min`. */
export function blockerWords(blocker: Blocker): string {
  const who = [
    blocker.application === '' ? 'no application name' : `"${blocker.application}"`,
    ...(blocker.user === null ? [] : [`role "${blocker.user}"`]),
  ].join(', ');
  const state = blocker.state ?? 'state unknown';
  const age =
    blocker.transactionAge === null ? '' : `, its transaction open for ${plainDuration(blocker.transactionAge * 1000)}`;
  return `pid ${blocker.pid} (${who}), ${state}${age}`;
}
