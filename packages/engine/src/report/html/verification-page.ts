import { sourceWords } from '../../verification/source-words.ts';
import type { VerifyResult } from '../../verification/verify-result.ts';
import { type Finding, severities } from '../../verify/finding.ts';
import { counted } from '../plural.ts';
import { type Markup, markup } from './markup.ts';
import { pageStyle } from './page-style.ts';

export type PageInput = Omit<VerifyResult, 'live' | 'expected' | 'migrations' | 'durationMs'>;

/**
 * A verification as one page that needs nothing else: to be kept, sent and printed.
 *
 * @param at when it was made
 */
export function verificationPage(result: PageInput, at: Date): string {
  const title = titleOf(result);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${{ html: pageStyle }}</style>
</head>
<body><main>
<h1 class="${result.ok ? 'good' : 'critical'}">${title}</h1>
<p class="soft">${whatWasCompared(result)}; made <time datetime="${at.toISOString()}">${at.toISOString().slice(0, 16).replace('T', ' ')} UTC</time></p>
${result.error === null ? '' : markup`<article class="critical"><h3>${result.error.message}</h3>${remedies(result.error.details.remedy ?? [])}</article>`}
<ul class="counts">${severities.map((severity) => markup`<li><b class="${result.counts[severity] > 0 ? severity : ''}">${result.counts[severity]}</b>${severity}</li>`)}</ul>
${result.warnings.map((warning) => markup`<p>${warning}</p>`)}
${pendingSection(result)}
${groups(result.findings).map(([name, findings]) => markup`<section><h2>${name}</h2>${findings.map(card)}</section>`)}
</main></body>
</html>
`.html;
}

function titleOf({ ok, findings, target, pending }: PageInput): string {
  const name = target === null ? 'the database' : `database ${target.database}`;
  if (findings.length > 0) return `${counted(findings.length, 'finding')} in ${name}`;
  if (ok) return `The schema of ${name} is what it should be`;
  return pending.length > 0
    ? `${counted(pending.length, 'migration')} pending in ${name}`
    : `The schema of ${name} is in doubt`;
}

function whatWasCompared({ target, serverVersion, source, objects }: PageInput): string {
  const where = target === null ? '' : `${target.host}:${target.port}, PostgreSQL ${serverVersion ?? '?'}; `;
  return source === null
    ? `${where}not compared`
    : `${where}${counted(objects, 'object')} compared with ${sourceWords[source]}`;
}

function pendingSection({ pending }: PageInput): Markup | string {
  if (pending.length === 0) return '';
  const items = pending.map(({ name, makes }) => {
    const what =
      makes === null || makes.length === 0 ? '' : markup` <span class="soft">makes ${makes.join(', ')}</span>`;
    return markup`<li><code>${name}</code>${what}</li>`;
  });
  return markup`<section><h2>Migrations that are still to run</h2><ol>${items}</ol></section>`;
}

/** Findings about one relation stand together; the order is that of the most severe of each. */
function groups(findings: readonly Finding[]): readonly (readonly [name: string, findings: readonly Finding[]])[] {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { schema, table, name } = finding.object;
    const key = `${schema === null ? '' : `${schema}.`}${table ?? name}`;
    found.set(key, [...(found.get(key) ?? []), finding]);
  }
  return [...found];
}

function card({ severity, code, message, why, remedy, expected, actual, origin }: Finding): Markup {
  const row = (name: string, value: Markup | null): Markup | string =>
    value === null ? '' : markup`<dt>${name}</dt><dd>${value}</dd>`;
  const inCode = (text: string | null): Markup | null => (text === null ? null : markup`<code>${text}</code>`);
  return markup`<article class="${severity}">
<h3>${message}</h3>
<p class="soft"><span class="tag ${severity}">${severity}</span> ${code}</p>
<p>${why}</p>
<dl>${row('should be', inCode(expected))}${row('is', inCode(actual))}${row('migration', origin === null ? null : inCode(`${origin.file}:${origin.line}`))}${row('what to do', remedies(remedy))}</dl>
</article>`;
}

function remedies(steps: readonly string[]): Markup | null {
  if (steps.length === 0) return null;
  return markup`<ol>${steps.map((step) => markup`<li>${/^[A-Z]{3,} .*;$/s.test(step) ? markup`<code>${step}</code>` : step}</li>`)}</ol>`;
}
