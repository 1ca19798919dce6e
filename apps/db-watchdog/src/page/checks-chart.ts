import { counted, plainDuration } from '@plumbline/engine';
import type { PastCheck } from '../state/target-state.ts';
import { html, type Markup } from './markup.ts';

const WIDTH = 720;
const HEIGHT = 60;
const GAP = 1;

/** The last checks as bars: the colour says how it went, the height how long it took, by its logarithm. */
export function checksChart(checks: readonly PastCheck[]): Markup {
  const bar = WIDTH / Math.max(checks.length, 30);
  const highest = Math.max(1, ...checks.map(({ durationMs }) => Math.log1p(durationMs)));
  const bars = checks.map(({ at, durationMs, outcome, full }, index) => {
    const height = Math.max(4, (Math.log1p(durationMs) / highest) * (HEIGHT - 4));
    return html`<rect class="${outcome}" x="${round(index * bar)}" y="${round(HEIGHT - height)}" width="${round(bar - GAP)}" height="${round(height)}"><title>${at.slice(0, 19).replace('T', ' ')} UTC: ${outcome}, ${plainDuration(durationMs)}${full ? ', everything read' : ''}</title></rect>`;
  });
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${chartWords(checks)}"><line x1="0" x2="${WIDTH}" y1="${HEIGHT}" y2="${HEIGHT}"/>${bars}</svg>`;
}

/** What the chart shows, for whoever cannot see it. */
export function chartWords(checks: readonly PastCheck[]): string {
  const count = (outcome: PastCheck['outcome']): number => checks.filter((check) => check.outcome === outcome).length;
  const words = {
    true: 'found it true',
    attention: 'found it true but for other trouble',
    drift: 'found drift',
    down: 'did not reach it',
    error: 'could not say',
  };
  const parts = (Object.keys(words) as (keyof typeof words)[]).flatMap((outcome) =>
    count(outcome) > 0 ? [`${count(outcome)} ${words[outcome]}`] : [],
  );
  return `The last ${counted(checks.length, 'check')}: ${parts.join(', ')}.`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
