import { plainDuration } from '@plumbline/engine/watch';
import type { ServerFacts } from '../check/check-result.ts';
import type { SchemaChange } from '../state/target-state.ts';
import type { Verdict } from '../state/verdict.ts';
import type { DatabaseStatus } from '../status/status-document.ts';
import { placedFindings } from './findings-part.ts';
import { html, type Markup } from './markup.ts';
import { agoWords, clock } from './moment.ts';
import { nextStep } from './next-step.ts';
import { prose } from './prose.ts';
import { SIGNS } from './verdict-sign.ts';

/** So many findings are named at a glance. */
const GLANCE = 5;

const CHANGED: Readonly<Record<SchemaChange['origin'], string>> = {
  engine: 'schema migrated',
  unknown: 'schema changed by hand',
};

export interface BoxPlace {
  readonly level: number;
  readonly now: Date;
  readonly nextCheckAt: string | null;
}

/** What has to be known in five seconds: what is the matter, since when, how old the news is, what to do first. */
export function verdictBox(database: DatabaseStatus, place: BoxPlace): Markup {
  const { name, verdict, summary, migrationLock } = database;
  const { level } = place;
  return html`<div class="verdict ${verdict}">
<div class="line"><span class="sign" aria-hidden="true">${SIGNS[verdict]}</span><h${level} id="${name}-verdict">${summary}</h${level}></div>
${migrationLock !== null && html`<p>A migration is running${migrationLock.heldMs !== null && html`, for ${plainDuration(migrationLock.heldMs)}`} (process ${migrationLock.pid}): the schema is looked at when it is done.</p>`}
${strip(database, place)}
${glance(database)}
${nextStep(database)}
</div>
`;
}

function strip(database: DatabaseStatus, { now, nextCheckAt }: BoxPlace): Markup {
  const { verdict, verdictSince, checks, server, lastSchemaChange, parts, isLate, dueAt } = database;
  const last = checks.at(-1);
  const answered = parts.find(({ area }) => area === 'reach')?.lastSuccessAt ?? null;
  const when = (words: string, at: string | null): Markup => time(words, at, now);
  return html`<dl class="strip">
${!isLate && verdictSince !== null && when(verdict === 'true' ? 'true since' : 'since', verdictSince)}
${when('last check', last?.at ?? null)}
${isLate ? when('was due', dueAt) : nextCheckAt !== null && when('next check', nextCheckAt)}
${verdict === 'down' && when('last answer', answered)}
${lastSchemaChange !== null && when(CHANGED[lastSchemaChange.origin], lastSchemaChange.at)}
${server !== null && fact('server', `PostgreSQL ${server.version}`, serverWords(server, verdict, now))}
</dl>`;
}

function time(name: string, at: string | null, now: Date): Markup {
  if (at === null) return fact(name, 'never', null);
  const words = html`<time datetime="${at}">${agoWords(now.getTime() - Date.parse(at))}</time>`;
  return fact(name, words, clock(at, now));
}

function fact(name: string, value: Markup | string, detail: string | null): Markup {
  return html`<div><dt>${name}</dt><dd><b>${value}</b>${detail !== null && html` <span class="soft">${detail}</span>`}</dd></div>`;
}

function serverWords({ role, readOnly, startedAt }: ServerFacts, verdict: Verdict, now: Date): string {
  const words = readOnly && role === 'primary' ? `${role}, read-only` : role;
  // How long it has been up is not known while it does not answer.
  return verdict === 'down' ? words : `${words}, up since ${clock(startedAt, now)}`;
}

/** With one finding its card says it at once. */
function glance(database: DatabaseStatus): Markup | null {
  const placed = placedFindings(database);
  if (placed.length < 2) return null;
  const items = placed
    .slice(0, GLANCE)
    .map(
      ([id, { severity, message }]) =>
        html`<li><span class="badge ${severity}">${severity}</span> <a href="#${id}">${prose(message)}</a></li>`,
    );
  const all = placed.length + database.findingsLeftOut;
  return html`<ul class="glance">${items}${all > GLANCE && html`<li class="soft">and ${all - GLANCE} more</li>`}</ul>`;
}
