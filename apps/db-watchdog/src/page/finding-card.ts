import type { OpenFinding } from '../state/target-state.ts';
import { differingPart } from './differing-part.ts';
import { html, type Markup } from './markup.ts';
import { moment } from './moment.ts';
import { prose } from './prose.ts';
import { shownText } from './shown-text.ts';

export interface CardPlace {
  readonly id: string;
  /** Of its heading. */
  readonly level: number;
  readonly now: Date;
  /** One of very many: long texts are not repeated whole. */
  readonly isShort: boolean;
}

/** One finding: what is the matter, what breaks, what to do, what should be and what is, since when, who made it. */
export function findingCard(finding: OpenFinding, { id, level, now, isShort }: CardPlace): Markup {
  const { severity, identity, message, why, remedy, since, origin, code, area } = finding;
  const isNamed = message.toLowerCase().includes(identity.toLowerCase());
  return html`<article id="${id}" class="${severity}">
<h${level}><span class="badge ${severity}">${severity}</span> ${prose(message)}</h${level}>
<p class="why">${prose(why)}</p>
<div class="do"><b>Do</b><div>${remedy.map((step) => html`<p>${isSql(step) ? html`<code class="sql">${step}</code>` : prose(step)}</p>`)}</div></div>
${differenceOf(finding, isShort)}
<ul class="facts">${!isNamed && html`<li>${identity}</li>`}<li>since ${moment(since, now)}</li>${origin !== null && html`<li>${area === 'queries' ? 'in' : 'made by'} <code title="${origin}">${shortPath(origin)}</code></li>`}<li><code>plumbline explain ${code}</code></li></ul>
</article>
`;
}

function differenceOf({ expected, actual }: OpenFinding, isShort: boolean): Markup | null {
  if (expected === null && actual === null) return null;
  const part = expected === null || actual === null ? null : differingPart(expected, actual);
  const side = (name: string, text: string | null, index: 0 | 1): Markup =>
    html`<div><dt>${name}</dt><dd>${text === null ? html`<span class="soft">nothing</span>` : shownText(text, part === null ? null : [part.start, part.ends[index]], !isShort)}</dd></div>`;
  const shape = expected === null ? 'pair right' : actual === null ? 'pair left' : 'pair';
  return html`<dl class="${shape}">${side('expected', expected, 0)}${side('actual', actual, 1)}</dl>`;
}

/** A remedy is a sentence or a statement; statements are shown as they are typed. */
function isSql(step: string): boolean {
  return (
    /^(ALTER|CREATE|DROP|UPDATE|GRANT|REVOKE|COMMENT|REINDEX|SELECT|DO)\b/.test(step) && step.trimEnd().endsWith(';')
  );
}

/** `migrations/003_agents.sql:12`, wherever the directory lies. */
function shortPath(path: string): string {
  return path.split('/').slice(-2).join('/');
}
