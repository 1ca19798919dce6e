import type { Finding } from './finding.ts';

/** Findings that somebody has decided to live with. */
export interface Allowance {
  /** Of this code alone. Default: any. */
  readonly code?: string | undefined;
  /** The object's identity, `column public.users.legacy`; `*` stands for any characters. Default: any. */
  readonly object?: string | undefined;
  /** Why, for whoever asks later. */
  readonly reason: string;
  /** The last day on which it holds: `2027-03-31`. Default: for ever. */
  readonly until?: string | undefined;
}

/** Findings, told apart. */
export interface Judged {
  readonly findings: readonly Finding[];
  readonly allowed: readonly { readonly finding: Finding; readonly reason: string }[];
  /** Allowances whose day is over; they allow nothing. */
  readonly expired: readonly Allowance[];
}

/**
 * Takes out what is allowed.
 *
 * @param today as `2026-11-25`, in whatever time zone the days are meant
 */
export function applyAllowList(findings: readonly Finding[], list: readonly Allowance[], today: string): Judged {
  const holding = list.filter(({ until }) => until === undefined || until >= today);
  const judged = findings.map((finding) => ({ finding, by: holding.find((allowance) => matches(allowance, finding)) }));
  return {
    findings: judged.filter(({ by }) => by === undefined).map(({ finding }) => finding),
    allowed: judged.flatMap(({ finding, by }) => (by === undefined ? [] : [{ finding, reason: by.reason }])),
    expired: list.filter((allowance) => !holding.includes(allowance)),
  };
}

function matches({ code, object }: Allowance, finding: Finding): boolean {
  return (
    (code === undefined || code === finding.code) && (object === undefined || patternOf(object).test(finding.identity))
  );
}

function patternOf(object: string): RegExp {
  const parts = object.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
