import { type Severity, severities } from '@plumbline/engine/watch';
import { findingKey } from '../check/watch-finding.ts';
import type { OpenFinding } from '../state/target-state.ts';
import type { MessageEvent, MessageFinding } from './message.ts';
import type { ToldFinding } from './told-finding.ts';

export interface MessageRules {
  readonly threshold: Severity;
  readonly remindAfterMs: number;
}

export interface PlannedMessage {
  readonly event: MessageEvent;
  readonly findings: readonly MessageFinding[];
  readonly gone: readonly MessageFinding[];
  readonly open: number;
}

type Told = Readonly<Record<string, ToldFinding>>;

const DAY_MS = 86_400_000;
/** What can pass by itself within moments is told when the next look sees it as well. */
const CONFIRMED_BY_TWO: ReadonlySet<string> = new Set([
  'unreachable',
  'lock-wait',
  'migration-interrupted',
  'migration-pending',
]);

/**
 * Whether people are to be told something after a check, and what they know then. Pure.
 *
 * One message when findings appear, one when they are gone, reminders at growing intervals while they stay. A finding
 * that comes and goes is held to the same growing intervals, so that no schedule can make it a message each check.
 *
 * @param told what people know; what is gone stays in it for a day
 */
export function planMessage(
  findings: readonly OpenFinding[],
  told: Told,
  rules: MessageRules,
  now: Date,
): { readonly message: PlannedMessage | null; readonly told: Told } {
  const worth = findings.filter((finding) => isWorth(finding, rules.threshold));
  const open = new Map(worth.map((finding) => [findingKey(finding), finding]));
  const appeared = [...open].filter(([key]) => isNews(told[key], rules, now));
  const gone = Object.entries(told).filter(([key, { goneAt }]) => goneAt === null && !open.has(key));
  const known = [...open].filter(([key]) => told[key]?.goneAt === null);
  const due = known.some(([key]) => isDue(told[key] as ToldFinding, rules, now));
  const event: MessageEvent | null =
    appeared.length > 0 ? 'appeared' : gone.length > 0 ? 'gone' : due ? 'reminder' : null;
  const after: Record<string, ToldFinding> = {};
  for (const [key, entry] of Object.entries(told)) if (isKept(entry, now)) after[key] = entry;
  if (event === null) return { message: null, told: after };
  const spoken = event === 'appeared' ? appeared : event === 'reminder' ? known : [];
  for (const [key, finding] of spoken) after[key] = tell(finding, told[key], now);
  for (const [key, entry] of gone) after[key] = { ...entry, goneAt: now.toISOString() };
  const message: PlannedMessage = {
    event,
    findings: spoken.map(([, finding]) => messageFinding(finding)),
    gone: gone.map(([, entry]) => messageFinding(entry)),
    open: open.size,
  };
  return { message, told: after };
}

function isWorth({ severity, code, seen }: OpenFinding, threshold: Severity): boolean {
  if (severities.indexOf(severity) > severities.indexOf(threshold)) return false;
  return seen > 1 || !CONFIRMED_BY_TWO.has(code);
}

/** Never told, or gone since and back after its interval. */
function isNews(entry: ToldFinding | undefined, rules: MessageRules, now: Date): boolean {
  if (entry === undefined) return true;
  // The second time is news at once: it was repaired and broke again. From the third on it comes and goes.
  return entry.goneAt !== null && (entry.times < 2 || isDue({ ...entry, times: entry.times - 1 }, rules, now));
}

function isDue({ toldAt, times }: ToldFinding, { remindAfterMs }: MessageRules, now: Date): boolean {
  return (
    now.getTime() - Date.parse(toldAt) >= Math.min(remindAfterMs * 2 ** (times - 1), Math.max(DAY_MS, remindAfterMs))
  );
}

function isKept({ goneAt }: ToldFinding, now: Date): boolean {
  return goneAt === null || now.getTime() - Date.parse(goneAt) < DAY_MS;
}

function tell(finding: OpenFinding, entry: ToldFinding | undefined, now: Date): ToldFinding {
  return { ...messageFinding(finding), toldAt: now.toISOString(), times: (entry?.times ?? 0) + 1, goneAt: null };
}

function messageFinding({ severity, identity, message, since }: OpenFinding | ToldFinding): MessageFinding {
  return { severity, identity, message, since };
}
