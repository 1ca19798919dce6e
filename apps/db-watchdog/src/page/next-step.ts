import type { DatabaseStatus } from '../status/status-document.ts';
import { html, type Markup } from './markup.ts';
import { prose } from './prose.ts';

export type StepInput = Pick<DatabaseStatus, 'verdict' | 'isLate' | 'findings' | 'parts'>;

/** What to do first, a sentence or two; null when there is nothing to do. */
export function nextStep(database: StepInput): Markup | null {
  const words = wordsFor(database);
  return words.length === 0 ? null : html`<p class="next"><b>Do first</b> ${prose(words.join(' '))}</p>`;
}

function wordsFor({ verdict, isLate, findings, parts }: StepInput): readonly string[] {
  if (isLate) return ['Look whether the watchdog itself is well: its log says why it does not look.'];
  switch (verdict) {
    case 'down':
      return findings.find(({ area }) => area === 'reach')?.remedy ?? [];
    case 'drift':
      return wordsForDrift(findings);
    case 'unknown': {
      const notes = parts.flatMap(({ note }) => note ?? []);
      return [...new Set(notes)].slice(0, 2);
    }
    case 'attention':
    case 'true':
      return [];
  }
}

/** The history first: what repairs the schema wants files and history to agree. */
function wordsForDrift(findings: DatabaseStatus['findings']): readonly string[] {
  const has = (...codes: readonly string[]): boolean => findings.some(({ code }) => codes.includes(code));
  const isMended = findings.some(({ area }) => area === 'schema');
  const words: string[] = [];
  if (has('migration-failed', 'migration-interrupted'))
    words.push('Finish the migration that did not get to its end: `plumbline status` says which.');
  if (has('migration-edited', 'migration-unknown'))
    words.push('Let files and history agree again: `plumbline status` says where they do not.');
  if (has('migration-pending', 'migration-out-of-order')) words.push('Apply what is pending: `plumbline migrate`.');
  if (isMended)
    words.push(
      `${words.length > 0 ? 'Then' : 'Let'} \`plumbline heal\` ${words.length > 0 ? 'writes' : 'write'} the migration that puts the schema right; read it, and run it.`,
    );
  if (has('missing-relation', 'missing-column')) words.push('Rows that were dropped come from a backup.');
  return words;
}
