import type { Node } from 'libpg-query';
import { simpleQuery } from '../db/simple-query.ts';
import { declaredCheck } from '../runner/declared-check.ts';
import type { PreparedFile } from '../runner/prepare-files.ts';
import { askAfterSteps } from '../runner/stepwise/ask-after-steps.ts';
import type { Step } from '../source/file-mode.ts';
import type { Origin } from '../verify/finding.ts';
import type { Claim } from './claim.ts';
import { isConditionalDrop, isConditionalMaking } from './conditional-statement.ts';
import { reachesBeyond } from './reaches-beyond.ts';
import type { Remark } from './remark.ts';
import { remarksOf } from './remarks-of.ts';
import { replayFailure, replayRefused } from './replay-failure.ts';
import { type ReplaySession, readNow, tell } from './replay-session.ts';
import { type Mark, readMark, replayStatement } from './replay-statement.ts';
import { statementClaims } from './statement-claims.ts';
import { ascribe, overlaps, type StatementChanges, type StretchStatement } from './stretch.ts';

/** What one file did. */
export interface FileReplay {
  readonly changes: readonly StatementChanges[];
  readonly remarks: readonly Remark[];
}

/** A file that is being replayed. */
interface Course {
  readonly file: PreparedFile;
  /** The catalog is read after each statement that can have changed it, not after a stretch of them. */
  readonly isCareful: boolean;
  /** The change mark; null outside of a transaction. */
  readonly mark: Mark | null;
  stretch: StretchStatement[];
  readonly changes: StatementChanges[];
  readonly remarks: Remark[];
}

/** A longer statement is data; it is not worth a parser's memory. */
const LONGEST = 4 * 1024 * 1024;

/**
 * Runs one file as the runner does, a statement at a time, and says what each has changed. A transactional file whose
 * changes cannot be told apart is rolled back and run again, with a reading after each statement.
 *
 * @throws PlumblineError `replay-failed`
 */
export async function replayFile(session: ReplaySession, file: PreparedFile, careful = false): Promise<FileReplay> {
  await tell(session, 'reset session authorization;\nreset role;\nreset all');
  if (file.mode === 'stepwise') return stepwise(session, file);
  const { seen } = session;
  const quick = careful ? null : await transactional(session, file, false);
  if (quick !== null) return quick;
  await tell(session, 'rollback');
  session.seen = seen;
  const exact = await transactional(session, file, true);
  if (exact === null) throw new Error(`The changes of ${file.migration.file} could not be told apart.`);
  return exact;
}

/** @returns null when changes could not be ascribed; the transaction is open then */
async function transactional(
  session: ReplaySession,
  file: PreparedFile,
  isCareful: boolean,
): Promise<FileReplay | null> {
  await tell(session, 'begin');
  const mark = { value: await readMark(session) };
  const course: Course = { file, isCareful, mark, stretch: [], changes: [], remarks: [] };
  for (const [index, step] of file.steps.entries()) {
    if (!(await runStep(session, course, step, index))) return null;
  }
  if (!(await settle(session, course))) return null;
  await askDeclared(session, file);
  const { failure } = await simpleQuery(session.run.client, 'commit');
  if (failure !== null) throw await replayRefused(session, file, null, { failure, notices: [] });
  return course;
}

/** Each statement stays when it is done, so each is looked at alone. */
async function stepwise(session: ReplaySession, file: PreparedFile): Promise<FileReplay> {
  const course: Course = { file, isCareful: true, mark: null, stretch: [], changes: [], remarks: [] };
  for (const [index, step] of file.steps.entries()) await runStep(session, course, step, index);
  await askDeclared(session, file);
  return course;
}

/** @returns false when changes could not be ascribed */
async function runStep(session: ReplaySession, course: Course, step: Step, index: number): Promise<boolean> {
  const { file, isCareful, mark } = course;
  const node = nodeOf(session, step);
  const claims = node === null ? null : statementClaims(node);
  const isAlone = node === null || claims === null || reachesBeyond(node, session.seen.parents);
  const isApart = isAlone || overlaps(course.stretch, claims);
  if (isApart && !(await settle(session, course))) return false;
  const outcome = await replayStatement(session, file, step, mark);
  const { failure, notices, hasMoved } = outcome;
  if (failure !== null) {
    throw await replayRefused(session, file, { step, sentStart: 0, number: index + 1 }, { failure, notices });
  }
  const origin = originOf(file, step, index);
  course.remarks.push(...(await remarksOf(session, { step, node, claims: claims ?? [], origin, outcome, mark })));
  session.hidesCounts ||= /track_counts/i.test(step.text);
  if (!hasMoved && !session.hidesCounts && !isSureToChange(node, claims)) return true;
  course.stretch.push({ origin, claims: claims ?? [] });
  return isCareful || isAlone ? settle(session, course) : true;
}

/** What its words say it changes: that is not left to the server's counts. */
function isSureToChange(node: Node | null, claims: readonly Claim[] | null): boolean {
  if (node === null || claims === null || claims.length === 0) return false;
  return !isConditionalMaking(node) && !isConditionalDrop(node);
}

/** Reads the catalog, and ascribes what changed since it was read last. @returns false when that is not possible */
async function settle(session: ReplaySession, course: Course): Promise<boolean> {
  if (course.stretch.length === 0) return true;
  const now = await readNow(session, course.mark !== null);
  const changes = ascribe(course.stretch, session.seen.objects, now.objects);
  if (changes === null) return false;
  course.changes.push(...changes);
  course.stretch = [];
  session.seen = now;
  return true;
}

/** The runner refuses a file that swallowed what it declares; so does a replay. */
async function askDeclared(session: ReplaySession, file: PreparedFile): Promise<void> {
  const check = await declaredCheck(session.run, file);
  if (check.sql.length === 0) return;
  const { refused } = await askAfterSteps(session.run, file, check);
  if (refused !== null) throw await replayFailure(session, file, refused);
}

function nodeOf({ parser }: ReplaySession, { text }: Step): Node | null {
  const nodes = text.length > LONGEST ? null : parser.parse(text);
  return nodes?.length === 1 ? (nodes[0]?.node ?? null) : null;
}

function originOf({ migration }: PreparedFile, { statement }: Step, index: number): Origin {
  return { migration: migration.name, file: migration.file, line: statement.line, statement: index + 1 };
}
