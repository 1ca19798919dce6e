import { plainDuration, severities } from '@plumbline/engine';
import type { DatabaseStatus } from '../status/status-document.ts';
import { chartWords, checksChart } from './checks-chart.ts';
import { findingCard } from './finding-card.ts';
import { html, type Markup } from './markup.ts';
import { relativeTime } from './relative-time.ts';
import { SIGNS } from './verdict-sign.ts';

/** So many of one severity are shown at once; the others are one click away. */
const SHOWN_AT_ONCE = 25;

/**
 * One database: the verdict, the findings, the migrations, the last checks.
 *
 * @param place of the verdict: the headline of the whole page where there is one database, else of its section
 */
export function databaseSection(database: DatabaseStatus, place: 'page' | 'section', now: Date): Markup {
  const { name, verdict, summary, verdictSince, server, migrationLock } = database;
  return html`<section aria-labelledby="db-${name}" id="${name}">
<div class="verdict ${verdict}">
${place === 'page' ? html`<h1 id="db-${name}">${SIGNS[verdict]} ${summary}</h1>` : html`<h2 class="line" id="db-${name}">${SIGNS[verdict]} ${summary}</h2>`}
<p class="soft">${verdictSince !== null && html`Since ${relativeTime(verdictSince, now)}. `}${server !== null && html`PostgreSQL ${server.version}, ${server.role}${server.readOnly && server.role === 'primary' ? ', read-only' : ''}. `}${lastLook(database, now)}</p>
${migrationLock !== null && html`<p>A migration is running${migrationLock.heldMs !== null && html`, for ${plainDuration(migrationLock.heldMs)}`} (process ${migrationLock.pid}).</p>`}
</div>
${findingsOf(database, now)}
${migrationsOf(database, now)}
${checksOf(database, now)}
</section>
`;
}

function lastLook({ checks, lastFullReadAt, expectedFrom }: DatabaseStatus, now: Date): Markup {
  const last = checks.at(-1);
  if (last === undefined) return html`No check yet.`;
  return html`Looked at ${relativeTime(last.at, now)}${lastFullReadAt !== null && html`; everything read ${relativeTime(lastFullReadAt, now)}`}${expectedFrom !== null && html`; compared with what is ${expectedFrom}`}.`;
}

function findingsOf({ findings, findingsLeftOut, verdict }: DatabaseStatus, now: Date): Markup | null {
  if (findings.length === 0) return null;
  const groups = severities.flatMap((severity) => {
    const cards = findings
      .filter((finding) => finding.severity === severity)
      .map((finding) => findingCard(finding, now));
    if (cards.length === 0) return [];
    const rest = cards.slice(SHOWN_AT_ONCE);
    return [
      html`${cards.slice(0, SHOWN_AT_ONCE)}${rest.length > 0 && html`<details><summary>${rest.length} more ${severity} findings</summary>${rest}</details>`}`,
    ];
  });
  return html`<h2>Findings</h2>
${verdict === 'down' && html`<p class="soft">As they were when the database answered last.</p>`}
${groups}
${findingsLeftOut > 0 && html`<p class="soft">${findingsLeftOut} more are counted, and not listed.</p>`}`;
}

function migrationsOf({ migrations }: DatabaseStatus, now: Date): Markup | null {
  if (migrations.length === 0) return null;
  const rows = migrations.map(
    ({ name, state, appliedAt, appliedBy, durationMs, note }) => html`<tr>
<td><code>${name}</code>${note !== null && html`<br><span class="soft">${note}</span>`}</td>
<td><span class="badge ${state}">${state}</span></td>
<td>${appliedAt !== null && relativeTime(appliedAt, now)}</td>
<td>${appliedBy ?? ''}</td>
<td class="number">${durationMs !== null && plainDuration(durationMs)}</td>
</tr>
`,
  );
  const applied = migrations.filter(({ state }) => state === 'applied').length;
  const isQuiet = applied === migrations.length;
  return html`<h2>Migrations</h2>
<details${isQuiet ? null : html` open`}><summary>${applied} of ${migrations.length} applied</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Migrations"><table>
<thead><tr><th scope="col">name</th><th scope="col">state</th><th scope="col">applied</th><th scope="col">by</th><th scope="col" class="number">took</th></tr></thead>
<tbody>${rows}</tbody></table></div></details>`;
}

function checksOf({ checks, parts, keys }: DatabaseStatus, now: Date): Markup | null {
  if (checks.length === 0) return null;
  const rows = parts.map(
    ({ area, outcome, at, durationMs, note, skipped }) => html`<tr>
<td>${area}</td><td><span class="badge ${outcome}">${outcome}</span></td><td>${relativeTime(at, now)}</td>
<td class="number">${plainDuration(durationMs)}</td><td>${note ?? skipped?.replaceAll('_', ' ') ?? ''}</td></tr>
`,
  );
  return html`<h2>Last checks</h2>
${checksChart(checks)}
<p class="soft">${chartWords(checks)}</p>
<details><summary>Parts of a check${keys.length > 0 && html`, and keys that are filling up`}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Parts of a check"><table>
<thead><tr><th scope="col">part</th><th scope="col">result</th><th scope="col">looked</th><th scope="col" class="number">took</th><th scope="col">note</th></tr></thead>
<tbody>${rows}</tbody></table>
${
  keys.length > 0 &&
  html`<table><thead><tr><th scope="col">key</th><th scope="col" class="number">used</th></tr></thead><tbody>
${keys.map((key) => html`<tr><td><code>${key.column ?? key.sequence}</code></td><td class="number">${Math.floor(key.ratio * 100)} %</td></tr>`)}</tbody></table>`
}
</div></details>`;
}
