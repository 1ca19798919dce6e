import { verdicts } from '../state/verdict.ts';
import type { StatusDocument } from '../status/status-document.ts';
import { databaseSection } from './database-section.ts';
import { html, type Markup } from './markup.ts';
import { clock, moment } from './moment.ts';
import { headline, overview } from './overview.ts';
import { pageIcon } from './page-icon.ts';
import { pageStyle, STALE_AFTER_SECONDS } from './page-style.ts';
import { SIGNS } from './verdict-sign.ts';

/** How often the page loads itself again where somebody asked for it: unasked, it would close what they have opened. */
export const REFRESH_SECONDS = 30;

/** The status page: one document without scripts and without anything to load. */
export function statusPage(status: StatusDocument, isRefreshing: boolean): string {
  const now = new Date(status.at);
  const { verdict, nextCheckAt } = status;
  const isOne = status.databases.length === 1;
  // The worst first, else in the order of the configuration.
  const databases = verdicts.flatMap((its) => status.databases.filter((database) => database.verdict === its));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${SIGNS[verdict]} ${headline(status)}</title>
<link rel="icon" href="${pageIcon(verdict)}">
<style>${{ markup: pageStyle }}</style>
</head>
<body>
${pageHeader(now, isRefreshing)}
<main>
${!isOne && overview(status, databases, now)}
${databases.map((database) => databaseSection(database, { level: isOne ? 1 : 2, now, nextCheckAt }))}
</main>
${pageFooter(status, now)}
</body>
</html>
`;
  return page.markup;
}

/** The age of a page that nobody loads again cannot be told by its words; the style sheet tells it, after a while. */
function pageHeader(now: Date, isRefreshing: boolean): Markup {
  const time = html`<time datetime="${now.toISOString()}">${clock(now.toISOString(), now)}</time>`;
  return html`<header>
<p><b>db-watchdog</b> <span class="soft">as of ${time}</span></p>
<p>${isRefreshing ? html`<span class="soft">loads itself every ${REFRESH_SECONDS} s</span> <a href="/">stop</a>` : html`<a href="/">Load again</a> <a href="/?refresh">Load every ${REFRESH_SECONDS} s</a>`}</p>
</header>
<aside class="stale" aria-label="Age of this page">This page is of ${time}, more than ${STALE_AFTER_SECONDS / 60} minutes old. What it says may not be so any more. <a href="${isRefreshing ? '/?refresh' : '/'}">Load it again</a></aside>`;
}

function pageFooter({ version, startedAt, schedule, messagesWaiting }: StatusDocument, now: Date): Markup {
  return html`<footer class="soft">
<p>db-watchdog ${version}, started ${moment(startedAt, now)}, looks at <code>${schedule}</code>.${messagesWaiting > 0 && html` ${messagesWaiting} messages wait to be delivered.`}</p>
<p><a href="/api/status">The same as JSON</a> <a href="/metrics">metrics</a></p>
</footer>`;
}
