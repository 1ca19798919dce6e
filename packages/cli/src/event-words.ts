import { blockersText, type MigrateEvent, plainDuration } from '@plumbline/engine';

/** What an event says to a person: `wait` while something keeps the run waiting, `line` once for good. */
export type EventWords = { readonly wait: string } | { readonly line: string } | null;

/** The words of the events that speak for themselves; null for those that only move the run on. */
export function eventWords(event: MigrateEvent): EventWords {
  switch (event.type) {
    case 'connect-retry':
      return {
        wait: `waiting for the server: ${event.reason} (attempt ${event.attempt + 1} in ${plainDuration(event.delayMs)})`,
      };
    case 'lock-wait':
      return {
        wait: `waiting for ${plainDuration(event.waitedMs)} while another process migrates${holderWords(event)}`,
      };
    case 'migration-blocked':
      return { wait: `blocked for ${plainDuration(event.elapsedMs)} by ${blockersText(event.blockers)}` };
    case 'migration-retry': {
      const by = event.blockers.length === 0 ? '' : `; in the way: ${blockersText(event.blockers)}`;
      return {
        line: `  ${event.migration}: ${event.reason}; rolled back, once more in ${plainDuration(event.delayMs)}${by}`,
      };
    }
    case 'migration-resumed': {
      const done = `${event.done} of ${event.total} statements are done`;
      return { line: `  ${event.migration}: goes on where it stopped, ${done}` };
    }
    case 'migration-progress':
      return event.phase === null ? null : { wait: progressWords(event) };
    case 'reconnecting':
      return { line: `  the connection broke, once more: ${event.reason}` };
    case 'warning':
      return { line: `! ${event.message}` };
    default:
      return null;
  }
}

function holderWords({ holder }: Extract<MigrateEvent, { type: 'lock-wait' }>): string {
  if (holder === null) return '';
  const age = holder.age === null ? '' : `, for ${plainDuration(holder.age * 1000)}`;
  return `: pid ${holder.pid}${holder.application === '' ? '' : ` ("${holder.application}")`}${age}`;
}

/** `building index: scanning table, 42 %` */
function progressWords({ phase, percent }: Extract<MigrateEvent, { type: 'migration-progress' }>): string {
  return `${phase}${percent === null ? '' : `, ${Math.round(percent)} %`}`;
}
