import type { LogLevel } from './log-line.ts';
import type { TargetState } from './state/target-state.ts';
import { verdictOf } from './state/verdict.ts';
import { unknownText } from './status/status-document.ts';

const MOST = 5;

/** What the log says when the verdict of a database is another one; between two of them it says nothing. */
export function transitionText(state: TargetState): [LogLevel, string] {
  const verdict = verdictOf(state);
  const { name, findings, parts } = state;
  if (verdict === 'true') return ['info', `${name} is what its migrations say.`];
  if (verdict === 'unknown') {
    const notes = Object.values(parts).flatMap(({ area, note, outcome }) =>
      outcome === 'error' ? [`${area}: ${note}`] : [],
    );
    return ['warning', `${unknownText(state)} ${notes.join(' ')}`.trimEnd()];
  }
  const shown = findings.slice(0, MOST).map(({ severity, message }) => `${severity}: ${message}`);
  const rest = findings.length > MOST ? ` And ${findings.length - MOST} more.` : '';
  if (verdict === 'attention') {
    return ['warning', `${name} is what its migrations say, and needs attention. ${shown.join(' ')}${rest}`];
  }
  return [
    'error',
    `${name} ${verdict === 'down' ? 'does not answer' : 'is not what its migrations say'}. ${shown.join(' ')}${rest}`,
  ];
}
