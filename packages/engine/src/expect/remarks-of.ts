import type { Node } from 'libpg-query';
import { bodyTree } from '../declared/body-tree.ts';
import { doBody } from '../declared/do-body.ts';
import { swallowing } from '../declared/swallows.ts';
import type { ServerNotice } from '../events.ts';
import type { Step } from '../source/file-mode.ts';
import type { Origin } from '../verify/finding.ts';
import type { Claim } from './claim.ts';
import { isConditionalDrop, isConditionalMaking } from './conditional-statement.ts';
import type { Remark } from './remark.ts';
import type { ReplaySession } from './replay-session.ts';
import { type Mark, readMark, type StatementOutcome } from './replay-statement.ts';
import { tryAside } from './try-aside.ts';

/** A statement that has just run. */
export interface RanStatement {
  readonly step: Step;
  /** Null when PostgreSQL 18 does not read it. */
  readonly node: Node | null;
  readonly claims: readonly Claim[];
  readonly origin: Origin;
  readonly outcome: StatementOutcome;
  /** Null outside of a transaction. */
  readonly mark: Mark | null;
}

/** duplicate_table (relations of every kind), _column, _object, _schema, _function: what IF NOT EXISTS passes over. */
const PASSED_OVER: ReadonlySet<string> = new Set(['42P07', '42701', '42710', '42P06', '42723']);

/** What is to be said of a statement that did nothing, or swallowed an error. */
export async function remarksOf(session: ReplaySession, ran: RanStatement): Promise<readonly Remark[]> {
  const { node, origin, outcome, mark } = ran;
  if (node === null) return [];
  const passed = outcome.notices.filter(({ sqlstate }) => PASSED_OVER.has(sqlstate));
  if (isConditionalMaking(node) && passed.length > 0) {
    // What is tried writes into the catalogs and is rolled back: the mark moves.
    const differences = mark === null ? [] : await tryAside(session, ran);
    if (mark !== null) mark.value = await readMark(session);
    const message = passed.map((notice) => withoutSkipping(notice.message)).join('; ');
    return [{ ...origin, kind: 'already-there', message: `${message}: nothing was made`, differences }];
  }
  if (isConditionalDrop(node) && !outcome.hasMoved) {
    const message = outcome.notices.map((notice) => withoutSkipping(notice.message)).join('; ');
    return [{ ...origin, kind: 'nothing-to-drop', message: `${message}: nothing was dropped`, differences: [] }];
  }
  return swallowedErrors(ran);
}

/** Of a DO block that can lose an error: what it said meanwhile. */
function swallowedErrors({ step, origin, outcome }: RanStatement): readonly Remark[] {
  if (step.kind !== 'DO' || outcome.notices.length === 0 || !canLoseErrors(step)) return [];
  return outcome.notices
    .filter(({ sqlstate }) => !PASSED_OVER.has(sqlstate))
    .map((notice) => ({
      ...origin,
      kind: 'swallowed-error',
      message: `a block that has an EXCEPTION section said: ${oneLine(notice)}`,
      differences: [],
    }));
}

function canLoseErrors({ text, statement }: Step): boolean {
  const body = doBody(text, statement.standardConformingStrings);
  const tree = body === null ? null : bodyTree(body.text, statement.standardConformingStrings);
  return (tree ?? []).some((node) => node.is === 'block' && ['anything', 'chosen'].includes(swallowing(node)));
}

function oneLine({ severity, message }: ServerNotice): string {
  return `${severity}: ${message.replace(/\s+/g, ' ')}`;
}

/** `relation "a" already exists, skipping` without its last word: that is what the remark is about. */
function withoutSkipping(message: string): string {
  return message.replace(/, skipping$/, '');
}
