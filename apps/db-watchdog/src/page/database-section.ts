import type { DatabaseStatus } from '../status/status-document.ts';
import { checksPart } from './checks-part.ts';
import { findingsPart } from './findings-part.ts';
import { html, type Markup } from './markup.ts';
import { migrationsPart } from './migrations-part.ts';
import { type BoxPlace, verdictBox } from './verdict-box.ts';

/** One database: the verdict, the findings, the migrations, the last checks. @param place of the verdict's heading */
export function databaseSection(database: DatabaseStatus, place: BoxPlace): Markup {
  const { name, verdict } = database;
  const level = place.level + 1;
  const rest = html`${migrationsPart(database, level, place.now)}
${checksPart(database, level, place.now)}`;
  // Beside others, one that is well is not what somebody came for.
  const isAside = place.level > 1 && verdict === 'true';
  return html`<section aria-labelledby="${name}-verdict" id="${name}">
${verdictBox(database, place)}
${findingsPart(database, level, place.now)}
${isAside ? html`<details><summary>Migrations and last checks</summary>${rest}</details>` : rest}
</section>
`;
}
