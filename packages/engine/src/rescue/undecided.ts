import { PlumblineError } from '../errors.ts';
import type { Examination } from './examine-database.ts';

/** The error of a plan that is not whole; null when it leads to where it should. */
export function undecided({ obstacles, open }: Examination): PlumblineError | null {
  if (obstacles.length === 0 && open.length === 0) return null;
  const first = obstacles[0];
  const more = obstacles.length > 1 ? ` And ${obstacles.length - 1} more.` : '';
  const message =
    first === undefined
      ? `The plan does not reach what the migrations say: ${open.slice(0, 5).join(', ')}.`
      : `${first.message}${more}`;
  return new PlumblineError('decision-needed', `${message} Nothing was changed.`, {
    obstacles,
    remedy: [...new Set(first?.choices ?? [])],
  });
}
