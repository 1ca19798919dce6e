import type { Paint } from '@plumbline/engine';
import picocolors from 'picocolors';

/** NO_COLOR switches colours off (no-color.org), FORCE_COLOR on, also in a pipe; otherwise a terminal decides. */
export function hasColours(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if ((env.NO_COLOR ?? '') !== '') return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && env.TERM !== 'dumb';
}

/** The engine's paint for a stream with or without colours. */
export function paintWith(colours: boolean): Paint {
  const { bold, dim, red, green, yellow, cyan } = picocolors.createColors(colours);
  return { bold, dim, red, green, yellow, cyan };
}
