import { relative } from 'node:path';
import type { DatabaseStatus, DeliveryNote, OpenFinding, PartState } from '@plumbline/db-watchdog';
import { counted, type Paint, plainDuration, type Severity, sourceWords, wrapText } from '@plumbline/engine';
import { seenNow } from './seen-now.ts';

const WIDTH = 100;
/** So many fit a screen with all that is to be said of each. */
const MOST_IN_DETAIL = 8;

/** What one look at every database found, for people. @param cwd what files are named from */
export function watchText(databases: readonly DatabaseStatus[], cwd: string, paint: Paint): readonly string[] {
  return databases.flatMap((database) => databaseText(database, cwd, paint));
}

/** What became of the messages, as far as somebody has to know. */
export function deliveryText(
  deliveries: readonly DeliveryNote[],
  waiting: number,
  stateFile: string,
): readonly string[] {
  const last = new Map(deliveries.map((delivery) => [delivery.channel, delivery]));
  const failed = [...last.values()].filter(({ result }) => result !== 'sent');
  return [
    ...failed.map(
      ({ channel, result, note }) => `A message by ${channel}: ${result}${note === null ? '' : `, ${note}`}.`,
    ),
    ...(waiting === 0 ? [] : [`${counted(waiting, 'message')} waiting in ${stateFile} for the next run.`]),
  ];
}

function databaseText(database: DatabaseStatus, cwd: string, paint: Paint): readonly string[] {
  const { summary, findingsLeftOut } = database;
  const { findings, parts } = seenNow(database);
  const shown = findings.slice(0, MOST_IN_DETAIL);
  const left = findings.length - shown.length + findingsLeftOut;
  return [
    `${sign(database, paint)} ${paint.bold(summary.replace(/\.$/, ''))} ${paint.dim(`(${facts(database)})`)}`,
    ...shown.flatMap((finding) => findingText(finding, cwd, paint)),
    ...(left > 0 ? [`    and ${left} more: --json has them, as far as 500`] : []),
    ...parts.flatMap((part) => noteText(part, paint)),
  ];
}

function sign({ verdict }: DatabaseStatus, paint: Paint): string {
  if (verdict === 'true') return paint.green('✓');
  return verdict === 'attention' ? paint.yellow('!') : paint.red('✗');
}

function facts({ server, up, expectedFrom, checks }: DatabaseStatus): string {
  const duration = checks.at(-1)?.durationMs;
  const words = [
    up === true && server !== null ? `${server.role}, PostgreSQL ${server.version}` : null,
    up === true ? comparedWith(expectedFrom) : null,
    duration === undefined ? null : plainDuration(duration),
  ];
  return words.filter((word) => word !== null).join(', ');
}

function comparedWith(source: string | null): string | null {
  const known = Object.entries(sourceWords).find(([name]) => name === source);
  return known === undefined ? null : `compared with ${known[1]}`;
}

function findingText(finding: OpenFinding, cwd: string, paint: Paint): readonly string[] {
  const { severity, code, message, why, remedy, origin, since } = finding;
  const place = origin === null ? '' : `${paint.cyan(relative(cwd, origin))}  `;
  return [
    `  ${mark(severity, paint)} ${paint.bold(message)}`,
    `      ${place}${paint.dim(`${severity}, ${code}, since ${since.slice(0, 16).replace('T', ' ')} UTC`)}`,
    wrapText(why, WIDTH, '      '),
    ...remedy.map((step) => wrapText(step, WIDTH, '        ', '      → ')),
  ];
}

/** What could not be looked at, or not in full, is said. The findings say the rest. */
function noteText({ area, note, outcome, skipped }: PartState, paint: Paint): readonly string[] {
  if (area === 'reach' || area === 'faults') return [];
  const text = note ?? (skipped === 'migration_in_progress' ? 'A migration runs right now.' : null);
  if (text === null) return [];
  const isLittle = outcome === 'ok' || outcome === 'drift';
  return [wrapText(`${area}: ${text}`, WIDTH, '      ', `  ${isLittle ? paint.dim('·') : paint.yellow('!')} `)];
}

function mark(severity: Severity, paint: Paint): string {
  if (severity === 'critical' || severity === 'major') return paint.red('✗');
  return severity === 'minor' ? paint.yellow('!') : paint.dim('·');
}
