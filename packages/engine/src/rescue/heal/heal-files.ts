import type { Finding } from '../../verify/finding.ts';
import type { SplitPlan } from './split-plan.ts';

/** A migration file that repairs a schema. */
export interface HealFile {
  /** What it is called, without number and ending: `heal_1`. */
  readonly name: string;
  readonly text: string;
}

/** @param number which repair it is, of those of this directory */
export function healFiles(
  { atOnce, oneByOne }: SplitPlan,
  findings: readonly Finding[],
  number: number,
): readonly HealFile[] {
  const settled = findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, message }) => `--   ${severity}: ${message.replace(/\s+/g, ' ')}`);
  const head = [
    '-- Repairs what a database has otherwise than the migrations say; where all is well, it does nothing.',
    '--',
    ...settled,
  ];
  const name = `heal_${number}`;
  return [
    ...(atOnce.length === 0 ? [] : [{ name, text: file(['-- plumbline: lock-timeout 3s', ...head], atOnce) }]),
    ...(oneByOne.length === 0
      ? []
      : [
          {
            name: atOnce.length === 0 ? name : `${name}_without_blocking`,
            text: file(
              [
                '-- plumbline: no-transaction, lock-timeout 3s',
                ...(atOnce.length === 0
                  ? head
                  : [
                      `-- The second part of ${name}: what reads whole tables, one statement after the other, without blocking writes.`,
                    ]),
              ],
              oneByOne,
            ),
          },
        ]),
  ];
}

function file(head: readonly string[], statements: readonly string[]): string {
  return `${[...head, '', ...statements.map((statement) => `${statement};\n`)].join('\n').trimEnd()}\n`;
}
