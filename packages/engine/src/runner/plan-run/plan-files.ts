import { type Footprint, isSameName, type Name } from '../../locks/footprint.ts';
import { whoWaits } from '../../locks/lock-mode.ts';
import { statementFootprint } from '../../locks/statement-footprint.ts';
import type { MigrationState } from '../../migrate-result.ts';
import type { Step } from '../../source/file-mode.ts';
import type { Settings } from '../options.ts';
import type { PreparedFile } from '../prepare-files.ts';
import { type RelationSize, writtenName } from './read-relations.ts';
import type { PlannedFile, PlannedLock, PlannedStatement } from './run-plan.ts';

/** What is known beside the files. */
export interface PlanFacts {
  readonly settings: Pick<Settings, 'lockTimeoutMs' | 'statementTimeoutMs'>;
  readonly states: ReadonlyMap<string, MigrationState>;
  /** What is there now, by written names. */
  readonly relations: ReadonlyMap<string, RelationSize>;
  readonly serverMajor: number;
}

/** Statements, transactions and locks of files that run one after the other. Pure. */
export function planFiles(files: readonly PreparedFile[], facts: PlanFacts): readonly PlannedFile[] {
  const made: Name[] = [];
  return files.map((file) => {
    const { migration, mode, steps, directives, warnings, record } = file;
    const done = mode === 'stepwise' && record?.mode === 'stepwise' ? record.statementsDone : 0;
    let transaction = 0;
    const statements = steps.map((step, index): PlannedStatement => {
      if (mode === 'transactional') transaction = 1;
      else if (step.inTransaction) transaction += 1;
      const isDone = index < done;
      const own = { number: index + 1, isDone, transaction: step.inTransaction ? transaction : null };
      return { ...own, ...planStatement(step, made, facts) };
    });
    return {
      name: migration.name,
      file: migration.file,
      state: facts.states.get(migration.name) ?? 'pending',
      mode,
      lockTimeoutMs: directives.lockTimeoutMs ?? facts.settings.lockTimeoutMs,
      statementTimeoutMs: directives.statementTimeoutMs ?? facts.settings.statementTimeoutMs,
      statements,
      warnings,
    };
  });
}

/** @param made relations that earlier statements make; those of this one are added, what it drops is not looked at */
function planStatement(
  step: Step,
  made: Name[],
  facts: PlanFacts,
): Omit<PlannedStatement, 'number' | 'transaction' | 'isDone'> {
  const { statement, kind, text } = step;
  const mark = statementFootprint(step, facts.serverMajor);
  const locks = mark.locks.map(({ relation, mode }): PlannedLock => {
    const size = facts.relations.get(writtenName(relation));
    const isNew = made.some((name) => isSameName(name, relation));
    const { rows, bytes } = isNew || size === undefined ? { rows: null, bytes: null } : size;
    return { relation: writtenName(relation), mode, waits: isNew ? 'nobody' : whoWaits(mode), isNew, rows, bytes };
  });
  made.push(...madeBy(mark, facts));
  const onlyNew = locks.length > 0 && locks.every(({ isNew }) => isNew);
  return {
    kind,
    line: statement.line,
    column: statement.column,
    text: beginning(text),
    locks,
    rewrites: onlyNew ? 'no' : mark.rewrites,
    notes: onlyNew ? [] : mark.notes,
  };
}

/** What IF NOT EXISTS finds there already is not new. */
function madeBy({ creates, mayExist }: Footprint, { relations }: PlanFacts): readonly Name[] {
  return mayExist ? creates.filter((name) => !relations.has(writtenName(name))) : creates;
}

const LONGEST_TEXT = 100;

function beginning(text: string): string {
  const line = text.slice(0, LONGEST_TEXT * 4).replace(/\s+/g, ' ');
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT - 1)}…` : line;
}
