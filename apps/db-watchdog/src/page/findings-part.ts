import { counted, type Severity, severities } from '@plumbline/engine/watch';
import type { OpenFinding } from '../state/target-state.ts';
import type { DatabaseStatus } from '../status/status-document.ts';
import { findingCard } from './finding-card.ts';
import { html, type Markup } from './markup.ts';

/** So many of one severity are shown at once; the others are one click away. */
const SHOWN_AT_ONCE = 25;

const MEANS: Readonly<Record<Severity, string>> = {
  critical: 'queries fail, or will',
  major: 'the integrity of data is at risk',
  minor: 'performance or hygiene',
  info: 'worth knowing',
};

/** Findings with their place on the page, from the most severe. */
export function placedFindings({
  name,
  findings,
}: Pick<DatabaseStatus, 'name' | 'findings'>): readonly (readonly [id: string, finding: OpenFinding])[] {
  return findings.map((finding, index) => [`${name}-finding-${index + 1}`, finding]);
}

/** All findings of a database, by severity. @param level of its heading */
export function findingsPart(database: DatabaseStatus, level: number, now: Date): Markup | null {
  const { findings, findingsLeftOut, verdict } = database;
  if (findings.length === 0) return null;
  const placed = placedFindings(database);
  const groups = severities.map((severity) => {
    const cards = placed
      .filter(([, finding]) => finding.severity === severity)
      .map(([id, finding], index) =>
        findingCard(finding, { id, level: level + 2, now, isShort: index >= SHOWN_AT_ONCE }),
      );
    return cards.length > 0 && group(severity, database.counts[severity], cards, level + 1);
  });
  return html`<h${level}>Findings</h${level}>
${verdict === 'down' && findings.some(({ area }) => area !== 'reach') && html`<p class="soft">Where nobody could look: as it was when the database answered last.</p>`}
${findings.length > SHOWN_AT_ONCE && kindsOf(findings)}
${groups}
${findingsLeftOut > 0 && html`<p class="soft">${findingsLeftOut} more are counted, and not listed.</p>`}`;
}

function group(severity: Severity, count: number, cards: readonly Markup[], level: number): Markup {
  const rest = cards.slice(SHOWN_AT_ONCE);
  return html`<h${level} class="group">${count} ${severity} <span class="soft">${MEANS[severity]}</span></h${level}>
${cards.slice(0, SHOWN_AT_ONCE)}${rest.length > 0 && html`<details><summary>${counted(rest.length, 'more finding')}: ${severity}</summary>${rest}</details>`}`;
}

/** Many findings have few causes: how many there are of each kind. */
function kindsOf(findings: readonly OpenFinding[]): Markup {
  const counts = new Map<string, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  const kinds = [...counts].sort(([, one], [, other]) => other - one);
  return html`<ul class="facts">${kinds.map(([code, count]) => html`<li>${count} <code>${code}</code></li>`)}</ul>`;
}
