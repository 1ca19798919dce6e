import type { Catalog } from '../catalog/catalog.ts';
import type { PlumblineError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { statusesOf } from '../runner/read-source.ts';
import type { Target } from '../target.ts';
import { type Allowance, applyAllowList } from '../verify/apply-allow-list.ts';
import { type Finding, type Severity, severities } from '../verify/finding.ts';
import type { Chosen } from './choose-expected.ts';
import { pendingMigrations } from './pending-entries.ts';
import type { VerifyOptions } from './verify-options.ts';
import type { VerifyResult } from './verify-result.ts';

/** What is known so far; it becomes the result, however the verification ends. */
export interface Draft {
  readonly target: Target;
  serverVersion: string | null;
  plan: Plan | null;
  /** False where the database was never migrated by us. */
  hasHistory: boolean;
  chosen: Chosen | null;
  live: Catalog | null;
  findings: readonly Finding[];
  readonly warnings: string[];
  error: PlumblineError | null;
}

export function newDraft(target: Target): Draft {
  return {
    ...{ target, serverVersion: null, plan: null, hasHistory: true, chosen: null, live: null },
    ...{ findings: [], warnings: [], error: null },
  };
}

export function resultOf(draft: Draft, options: VerifyOptions, durationMs: number): VerifyResult {
  const { target, serverVersion, plan, chosen, error, warnings } = draft;
  const { findings, allowed, expired } = applyAllowList(draft.findings, options.allow ?? [], today());
  const expected = chosen === null ? null : comparedPart(chosen.expected.catalog, options);
  const pending = pendingMigrations((draft.hasHistory ? plan?.entries : undefined) ?? [], chosen?.made ?? null);
  const counting = severities.slice(0, severities.indexOf(options.failOn ?? 'major') + 1);
  const failing = findings.some(({ severity }) => counting.includes(severity));
  return {
    ok: error === null && !failing && (pending.length === 0 || options.allowPending === true),
    ...{ target, serverVersion },
    source: chosen?.expected.source ?? null,
    expectedVersion: chosen?.expected.catalog.serverVersion ?? null,
    findings,
    live: draft.live,
    counts: countsOf(findings),
    allowed,
    expected,
    objects: expected?.objects.length ?? 0,
    migrations: plan === null ? null : statusesOf(plan),
    pending,
    remarks: chosen?.remarks ?? [],
    warnings: [...warnings, ...expired.map(expiredWords)],
    ...{ error, durationMs },
  };
}

/** Owners, grants and comments count only where they are compared. */
function comparedPart(catalog: Catalog, { annotations }: VerifyOptions): Catalog {
  return annotations ? catalog : { ...catalog, objects: catalog.objects.filter((object) => !('on' in object)) };
}

function countsOf(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { critical: count('critical'), major: count('major'), minor: count('minor'), info: count('info') };
}

/** The day where the program runs: an allowance ends when the people there go home. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function expiredWords({ code, object, reason, until }: Allowance): string {
  return `Since ${until} this is not allowed any more: ${[code, object].filter(Boolean).join(', ')} (${reason}).`;
}
