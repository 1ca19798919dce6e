import type { StatusDocument } from '../status/status-document.ts';
import { databaseSection } from './database-section.ts';
import { html } from './markup.ts';
import { pageStyle } from './page-style.ts';
import { relativeTime } from './relative-time.ts';
import { SIGNS } from './verdict-sign.ts';

/** How often the page loads itself again where somebody asked for it: unasked, it would close what they have opened. */
export const REFRESH_SECONDS = 30;

/** The status page: one document without scripts and without anything to load. */
export function statusPage(status: StatusDocument, isRefreshing: boolean): string {
  const now = new Date(status.at);
  const { databases, verdict } = status;
  const isOne = databases.length === 1;
  const line = isOne ? (databases[0]?.summary ?? '') : verdictLine(status);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${SIGNS[verdict]} ${line}</title>
<style>${{ markup: pageStyle }}</style>
</head>
<body>
<main>
${
  !isOne &&
  html`<h1>${SIGNS[verdict]} ${line}</h1>
<nav aria-label="Databases"><ul>${databases.map((database) => html`<li><a href="#${database.name}">${SIGNS[database.verdict]} ${database.name}</a></li>`)}</ul></nav>`
}
${databases.map((database) => databaseSection(database, isOne ? 'page' : 'section', now))}
<footer class="soft">
<p>db-watchdog ${status.version}, running since ${relativeTime(status.startedAt, now)}, looks at <code>${status.schedule}</code>${status.nextCheckAt !== null && html`, next ${relativeTime(status.nextCheckAt, now)}`}.${status.messagesWaiting > 0 && html` ${status.messagesWaiting} messages wait to be delivered.`}</p>
<p>${isRefreshing ? html`This page loads itself again every ${REFRESH_SECONDS} seconds: <a href="/">stop that</a>` : html`<a href="/">Load again</a> · <a href="/?refresh">every ${REFRESH_SECONDS} seconds</a>`} · <a href="/api/status">The same as JSON</a> · <a href="/metrics">metrics</a></p>
</footer>
</main>
</body>
</html>
`;
  return page.markup;
}

function verdictLine({ databases }: StatusDocument): string {
  const wrong = databases.filter(({ verdict }) => verdict !== 'true');
  if (wrong.length === 0) return `All ${databases.length} databases are what their migrations say.`;
  const names = wrong.map(({ name }) => name).join(', ');
  return `${wrong.length} of ${databases.length} databases: look at ${names}.`;
}
