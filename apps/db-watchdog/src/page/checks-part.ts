import { plainDuration, sourceWords } from '@plumbline/engine/watch';
import type { DatabaseStatus } from '../status/status-document.ts';
import { checksChart } from './checks-chart.ts';
import { html, type Markup } from './markup.ts';
import { moment } from './moment.ts';

/** How the last checks went, and what the last one looked at. @param level of its heading */
export function checksPart(database: DatabaseStatus, level: number, now: Date): Markup | null {
  const { checks, lastFullReadAt, expectedFrom, keys } = database;
  if (checks.length === 0) return null;
  return html`<h${level}>Last checks</h${level}>
${checksChart(checks, now)}
<p class="soft">${lastFullReadAt !== null && html`Everything was read ${moment(lastFullReadAt, now)}${expectedFrom !== null && html` and compared with ${sourceWords[expectedFrom as keyof typeof sourceWords] ?? expectedFrom}`}. `}${queriesWords(database)}Between two full reads a check asks whether anything has changed.</p>
<details><summary>Parts of a check${keys.length > 0 && ', and keys that are filling up'}</summary>
${partsTable(database, now)}
${keys.length > 0 && keysTable(database)}
</details>`;
}

function queriesWords({ queries }: DatabaseStatus): string {
  if (queries === null) return '';
  const { checked, broken, unsure } = queries;
  const list = [`${checked} checked`, `${broken} broken`, ...(unsure > 0 ? [`${unsure} locked just now`] : [])];
  return `Queries of the application: ${list.join(', ')}. `;
}

function partsTable({ parts }: DatabaseStatus, now: Date): Markup {
  const rows = parts.map(
    ({ area, outcome, at, durationMs, note, skipped }) => html`<tr>
<th scope="row">${area}</th><td><span class="badge ${outcome}">${outcome}</span></td><td>${moment(at, now)}</td>
<td class="number">${plainDuration(durationMs)}</td><td>${note ?? skipped?.replaceAll('_', ' ') ?? ''}</td></tr>
`,
  );
  return html`<table class="parts">
<thead><tr><th scope="col">part</th><th scope="col">result</th><th scope="col">looked</th><th scope="col" class="number">took</th><th scope="col">note</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

function keysTable({ keys }: DatabaseStatus): Markup {
  const rows = keys.map(
    ({ column, sequence, ratio }) =>
      html`<tr><th scope="row"><code>${column ?? sequence}</code></th><td class="number">${Math.floor(ratio * 100)} %</td></tr>`,
  );
  return html`<table><thead><tr><th scope="col">key</th><th scope="col" class="number">used</th></tr></thead><tbody>${rows}</tbody></table>`;
}
