import { counted, plainDuration } from '@plumbline/engine/watch';
import type { MigrationFact } from '../check/check-result.ts';
import type { SchemaChange } from '../state/target-state.ts';
import type { DatabaseStatus } from '../status/status-document.ts';
import { html, type Markup } from './markup.ts';
import { moment } from './moment.ts';
import { prose } from './prose.ts';

/** So many of the last ones are shown at once. */
const SHOWN_AT_ONCE = 4;

type Event = readonly [at: string | null, markup: Markup];

/** States that nobody has to look at. */
const QUIET: ReadonlySet<MigrationFact['state']> = new Set(['applied', 'cosmetic']);

/** What was applied and when, the newest first; what somebody has to look at is shown however old it is. @param level of its heading */
export function migrationsPart(
  { migrations, lastSchemaChange }: DatabaseStatus,
  level: number,
  now: Date,
): Markup | null {
  if (migrations.length === 0) return null;
  const newest = [...migrations].reverse().sort(byTime);
  const quiet = newest.filter(({ state }) => QUIET.has(state));
  const hidden = new Set(quiet.slice(SHOWN_AT_ONCE));
  const shown: Event[] = newest.filter((fact) => !hidden.has(fact)).map((fact) => [fact.appliedAt, item(fact, now)]);
  if (lastSchemaChange?.origin === 'unknown') shown.push([lastSchemaChange.at, handItem(lastSchemaChange, now)]);
  const items = shown.sort(([one], [other]) => newerFirst(one, other)).map(([, markup]) => markup);
  return html`<h${level}>Migrations <span class="soft">${countWords(migrations)}</span></h${level}>
<ol class="timeline">${items}</ol>
${hidden.size > 0 && html`<details><summary>${counted(hidden.size, 'earlier one')}</summary><ol class="timeline">${[...hidden].map((fact) => item(fact, now))}</ol></details>`}`;
}

function byTime(one: MigrationFact, other: MigrationFact): number {
  return newerFirst(one.appliedAt, other.appliedAt);
}

/** What has no time is still to come. */
function newerFirst(one: string | null, other: string | null): number {
  if (one === null || other === null) return (one === null ? 0 : 1) - (other === null ? 0 : 1);
  return other.localeCompare(one);
}

function item({ name, state, appliedAt, appliedBy, durationMs, note }: MigrationFact, now: Date): Markup {
  return html`<li class="${state}"><div><code>${name}</code>${!QUIET.has(state) && html` <span class="badge ${state}">${state}</span>`}${note !== null && html`<p>${prose(note)}</p>`}</div>
<p class="soft">${appliedAt !== null && moment(appliedAt, now)}${appliedBy !== null && html` by ${appliedBy}`}${durationMs !== null && html`, took ${plainDuration(durationMs)}`}</p></li>
`;
}

/** Beside the migrations, because it is none. */
function handItem({ at }: SchemaChange, now: Date): Markup {
  return html`<li class="hand"><div>The schema changed, and no migration did it</div><p class="soft">${moment(at, now)}</p></li>
`;
}

function countWords(migrations: readonly MigrationFact[]): string {
  const counts = new Map<string, number>();
  for (const { state } of migrations) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, count]) => `${count} ${state}`).join(', ');
}
