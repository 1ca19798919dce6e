/** A function, procedure or window function. Its identity is its name and the types of its input arguments. */
export interface RoutineObject {
  readonly kind: 'function' | 'procedure';
  readonly schema: string;
  readonly name: string;
  /** Types of the input arguments, as `pg_get_function_identity_arguments` has them without names: `integer, text`. */
  readonly signature: string;
  /** Of every argument, as are its types and modes; empty where none has a name. */
  readonly argumentNames: readonly string[];
  readonly argumentTypes: readonly string[];
  readonly argumentModes: readonly ('in' | 'out' | 'inout' | 'variadic' | 'table')[];
  /** The defaults of its arguments, as a server writes them. */
  readonly defaults: string | null;
  /** Null of a procedure; `record` where OUT arguments or TABLE say more. */
  readonly returns: string | null;
  readonly returnsSet: boolean;
  readonly language: string;
  /** The source as it was given, of whatever version; null when the body is SQL standard, which is in `text`. */
  readonly body: string | null;
  /** Of a SQL-standard body (RETURN, BEGIN ATOMIC), as a server writes it. */
  readonly text: string | null;
  readonly volatility: 'immutable' | 'stable' | 'volatile';
  readonly parallel: 'safe' | 'restricted' | 'unsafe';
  readonly strict: boolean;
  readonly securityDefiner: boolean;
  readonly leakproof: boolean;
  readonly isWindow: boolean;
  /** `search_path=pg_catalog`, in order. */
  readonly settings: readonly string[];
  readonly cost: number;
  readonly rows: number;
}

export interface AggregateObject {
  readonly kind: 'aggregate';
  readonly schema: string;
  readonly name: string;
  readonly signature: string;
  readonly returns: string;
  readonly transition: string;
  readonly final: string | null;
  readonly combine: string | null;
  readonly stateType: string;
  readonly initial: string | null;
  readonly parallel: 'safe' | 'restricted' | 'unsafe';
}
