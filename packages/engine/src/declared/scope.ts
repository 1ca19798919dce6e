import type { Declared, DeclaredKind, Handler } from './declared.ts';
import type { Ledger } from './ledger.ts';
import { placeIn, unitOffset } from './place.ts';
import type { SourceStatement } from './source-statement.ts';

/** Where a statement stands: in the file itself, or in the body of a DO block, under which conditions. */
export interface Scope {
  readonly ledger: Ledger;
  readonly source: SourceStatement;
  readonly via: 'statement' | 'body';
  /** Whether it runs is decided when it runs: it declares nothing, and what it undoes may be gone. */
  readonly conditional: boolean;
  readonly handler: Handler | null;
  readonly excuse: string | null;
  /** The text that was parsed, and where it begins in the statement as it is sent. */
  readonly text: string;
  readonly start: number;
  /** Whether offsets in `text` are offsets in the statement too; else everything is placed at `start`. */
  readonly isVerbatim: boolean;
  /** The schema that CREATE SCHEMA gives to what it creates with it. */
  readonly schema: string | null;
}

/** What a statement says of one object; the rest is the same for most. */
export interface Draft {
  readonly kind: DeclaredKind;
  readonly schema: string | null | undefined;
  readonly name: string | null;
  readonly table?: string | null;
  readonly columns?: readonly (string | null)[] | null;
  readonly target?: string | null;
  readonly type?: Declared['type'];
  readonly inputs?: number | null;
  readonly mayBeInvalid?: boolean;
  readonly ifTable?: boolean;
  /** IF NOT EXISTS: nothing fails when something else is there. */
  readonly ifNotExists?: boolean | undefined;
  /** Byte offset in the parsed text. */
  readonly location?: number | undefined;
  readonly excuse?: string | null;
}

/** Declares an object, unless its statement may rightly not run or it is temporary. */
export function declare(scope: Scope, draft: Draft): void {
  const { ledger, source } = scope;
  if (scope.conditional || isTemporary(scope, draft.schema ?? null, draft.table ?? draft.name)) return;
  const schema = draft.schema ?? scope.schema;
  const within = scope.isVerbatim ? unitOffset(scope.text, Math.max(draft.location ?? 0, 0)) : 0;
  ledger.add({
    kind: draft.kind,
    schema,
    lookIn: schema === null ? ledger.lookIn : [schema],
    table: draft.table ?? null,
    name: draft.name,
    columns: draft.columns ?? null,
    target: draft.target ?? null,
    type: draft.type ?? null,
    inputs: draft.inputs ?? null,
    mayBeInvalid: draft.mayBeInvalid ?? false,
    ifTable: draft.ifTable ?? false,
    statement: source.statement.index,
    via: scope.via,
    handler: scope.handler,
    certain: scope.handler === null && draft.ifNotExists !== true,
    excuse: draft.excuse ?? scope.excuse,
    ...placeIn(source, scope.start + within),
  });
}

/** Whether a name means a temporary table: these are gone with the session. */
export function isTemporary({ ledger }: Scope, schema: string | null, name: string | null): boolean {
  if (schema !== null) return schema.startsWith('pg_temp');
  return name !== null && ledger.temporary.has(name);
}
