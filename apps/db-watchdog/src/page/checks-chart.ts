import { counted, plainDuration } from '@plumbline/engine/watch';
import type { PastCheck } from '../state/target-state.ts';
import { html, type Markup } from './markup.ts';
import { clock } from './moment.ts';

const WIDTH = 720;
const HEIGHT = 56;
/** Under the bars a line says how each check went, for whoever cannot tell the colours apart: thin is true, thick is not. */
const FOOT = 12;
const GAP = 1;
const THIN = 2;

type Outcome = PastCheck['outcome'];

const WORDS: Readonly<Record<Outcome, string>> = {
  true: 'true',
  attention: 'true, with other trouble',
  drift: 'drift',
  down: 'no answer',
  error: 'could not say',
};

/** The last checks as bars: the colour says how it went, the height how long it took, by its logarithm. */
export function checksChart(checks: readonly PastCheck[], now: Date): Markup {
  const [first, last] = [checks[0], checks.at(-1)];
  const bar = WIDTH / Math.max(checks.length, 30);
  const highest = Math.max(1, ...checks.map(({ durationMs }) => Math.log1p(durationMs)));
  const bars = checks.map((check, index) => {
    const height = Math.max(3, (Math.log1p(check.durationMs) / highest) * HEIGHT);
    const foot = check.outcome === 'true' ? THIN : FOOT - 3;
    const at = `x="${round(index * bar)}" width="${round(bar - GAP)}"`;
    return html`<g class="${check.outcome}"><title>${titleOf(check, now)}</title><rect ${{ markup: at }} y="${round(HEIGHT - height)}" height="${round(height)}"/><rect ${{ markup: at }} y="${HEIGHT + 3}" height="${foot}"/></g>`;
  });
  return html`<figure class="checks">
<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT + FOOT}" preserveAspectRatio="none" role="img" aria-label="${chartWords(checks)}">${bars}</svg>
<p class="axis soft">${first !== undefined && html`<span>${clock(first.at, now)}</span>`}${last !== undefined && last !== first && html`<span>${clock(last.at, now)}</span>`}</p>
<figcaption><ul class="facts">${legend(checks)}</ul></figcaption>
</figure>`;
}

/** What the chart shows, for whoever cannot see it. */
export function chartWords(checks: readonly PastCheck[]): string {
  const parts = countsOf(checks).map(([outcome, count]) => `${count} ${WORDS[outcome]}`);
  return `The last ${counted(checks.length, 'check')}: ${parts.join(', ')}.`;
}

function legend(checks: readonly PastCheck[]): readonly Markup[] {
  const times = checks.map(({ durationMs }) => durationMs).sort((one, other) => one - other);
  const typical = times[Math.floor(times.length / 2)] ?? 0;
  return [
    ...countsOf(checks).map(
      ([outcome, count]) =>
        html`<li><span class="key ${outcome}" aria-hidden="true"></span>${count} ${WORDS[outcome]}</li>`,
    ),
    html`<li>typically ${plainDuration(typical)}, at most ${plainDuration(times.at(-1) ?? 0)}</li>`,
  ];
}

function countsOf(checks: readonly PastCheck[]): readonly (readonly [Outcome, number])[] {
  return (Object.keys(WORDS) as Outcome[]).flatMap((outcome) => {
    const count = checks.filter((check) => check.outcome === outcome).length;
    return count > 0 ? [[outcome, count] as const] : [];
  });
}

function titleOf({ at, outcome, durationMs, full }: PastCheck, now: Date): string {
  return `${clock(at, now)}: ${WORDS[outcome]}, ${plainDuration(durationMs)}${full ? ', everything read' : ''}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
