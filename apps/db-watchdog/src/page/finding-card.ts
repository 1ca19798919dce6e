import type { OpenFinding } from '../state/target-state.ts';
import { html, type Markup } from './markup.ts';
import { relativeTime } from './relative-time.ts';

/** One finding: object, what should be, what is, since when, what to do. */
export function findingCard(finding: OpenFinding, now: Date): Markup {
  const { severity, identity, message, why, expected, actual, since, origin, remedy, code } = finding;
  return html`<article>
<h3><span class="badge ${severity}">${severity}</span> ${identity}</h3>
<p>${message}</p>
<dl class="facts">
${expected !== null && html`<dt>expected</dt><dd><code>${expected}</code></dd>`}
${actual !== null && html`<dt>actual</dt><dd><code>${actual}</code></dd>`}
<dt>since</dt><dd>${relativeTime(since, now)}</dd>
<dt>breaks</dt><dd>${why}</dd>
<dt>do</dt><dd>${remedy.map((step) => html`<p>${isSql(step) ? html`<code>${step}</code>` : step}</p>`)}</dd>
${origin !== null && html`<dt>made by</dt><dd><code>${origin}</code></dd>`}
<dt>code</dt><dd><code>${code}</code></dd>
</dl>
</article>
`;
}

/** A remedy is a sentence or a statement; statements are shown as they are typed. */
function isSql(step: string): boolean {
  return (
    /^(ALTER|CREATE|DROP|UPDATE|GRANT|REVOKE|COMMENT|REINDEX|SELECT|DO)\b/.test(step) && step.trimEnd().endsWith(';')
  );
}
