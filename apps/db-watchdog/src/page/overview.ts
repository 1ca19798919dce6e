import type { DatabaseStatus, StatusDocument } from '../status/status-document.ts';
import { html, type Markup } from './markup.ts';
import { moment } from './moment.ts';
import { SIGNS } from './verdict-sign.ts';

/** Of several databases: the headline, and a line for each. @param databases from the worst */
export function overview(status: StatusDocument, databases: readonly DatabaseStatus[], now: Date): Markup {
  const { verdict } = status;
  return html`<div class="verdict ${verdict}">
<div class="line"><span class="sign" aria-hidden="true">${SIGNS[verdict]}</span><h1>${headline(status)}</h1></div>
<nav aria-label="Databases"><ul class="targets">${databases.map(
    ({ name, summary, verdictSince, verdict: its }) =>
      html`<li class="${its}"><span class="sign" aria-hidden="true">${SIGNS[its]}</span><a href="#${name}">${summary}</a>${verdictSince !== null && html` <span class="soft">since ${moment(verdictSince, now)}</span>`}</li>`,
  )}</ul></nav>
</div>
`;
}

/** The state of all databases in a line. */
export function headline({ databases }: Pick<StatusDocument, 'databases'>): string {
  const [only] = databases;
  if (only !== undefined && databases.length === 1) return only.summary;
  const wrong = databases.filter(({ verdict }) => verdict !== 'true');
  if (wrong.length === 0) return `All ${databases.length} databases are what their migrations say.`;
  const names = wrong.map(({ name }) => name).join(', ');
  return `${wrong.length} of ${databases.length} databases: look at ${names}.`;
}
