import { type AdoptResult, counted, type MigrationEvidence } from '@plumbline/engine';
import { rescueLines } from './rescue-lines.ts';
import type { Terminal } from './terminal.ts';

type Paint = Terminal['paint'];

const VERDICTS: Readonly<Record<MigrationEvidence['verdict'], string>> = {
  applied: 'applied',
  partial: 'partial',
  missing: 'missing',
  superseded: 'superseded',
  'no-trace': 'no trace',
};
const WIDTH = 10;
const MOST_LACKING = 3;

/** What adoption found and plans, for people. */
export function adoptText(result: AdoptResult, terminal: Terminal): string {
  const { histories, migrations } = result;
  return [
    ...migrations.map((evidence) => evidenceLine(evidence, terminal.paint)),
    ...(histories.length === 0 ? [] : ['', ...histories.map(historyLine)]),
    ...rescueLines(result, terminal),
  ].join('\n');
}

function evidenceLine({ name, verdict, statements, recorded, untraceable }: MigrationEvidence, paint: Paint): string {
  const there = statements.filter((one) => one.verdict === 'there' || one.verdict === 'superseded').length;
  const colour =
    verdict === 'applied' || verdict === 'superseded' ? paint.green : verdict === 'no-trace' ? paint.dim : paint.yellow;
  const count =
    statements.length === 0
      ? `${counted(untraceable, 'statement')}, none of which changes the schema`
      : `${there} of ${counted(statements.length, 'statement')}`;
  const by = recorded === null ? '' : `; ${recorded.tool} recorded it as ${recorded.state}`;
  return `${colour(VERDICTS[verdict].padEnd(WIDTH))}  ${paint.bold(name)}  ${count}${lackingWords(verdict, statements)}${by}`;
}

function lackingWords(verdict: MigrationEvidence['verdict'], statements: MigrationEvidence['statements']): string {
  const lacking = statements.flatMap((one) => one.lacking).toSorted(relationsFirst);
  if (verdict !== 'partial' || lacking.length === 0) return '';
  const more = lacking.length > MOST_LACKING ? ` and ${lacking.length - MOST_LACKING} more` : '';
  return `; without ${lacking.slice(0, MOST_LACKING).join(', ')}${more}`;
}

/** A person looks for tables first. */
function relationsFirst(a: string, b: string): number {
  const place = (identity: string): number =>
    ['table', 'view', 'function', 'column'].findIndex((kind) => identity.startsWith(kind)) >>> 0;
  return place(a) - place(b);
}

function historyLine({ tool, table, matched, unmatched }: AdoptResult['histories'][number]): string {
  const rest = unmatched === 0 ? '' : `, ${counted(unmatched, 'row')} about none`;
  return `${tool} kept a history in ${table}: it tells of ${counted(matched, 'file')} of these${rest}.`;
}
