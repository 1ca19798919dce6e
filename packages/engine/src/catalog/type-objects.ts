export interface EnumObject {
  readonly kind: 'enum';
  readonly schema: string;
  readonly name: string;
  /** In order. */
  readonly labels: readonly string[];
}

export interface DomainObject {
  readonly kind: 'domain';
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly collation: string | null;
  readonly checks: readonly { readonly name: string; readonly text: string | null; readonly validated: boolean }[];
}

export interface CompositeObject {
  readonly kind: 'composite type';
  readonly schema: string;
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly type: string; readonly collation: string | null }[];
}

export interface RangeObject {
  readonly kind: 'range type';
  readonly schema: string;
  readonly name: string;
  readonly subtype: string;
  readonly collation: string | null;
  readonly canonical: string | null;
  readonly subtypeDiff: string | null;
  /** Qualified, when it is not the default of the subtype. */
  readonly operatorClass: string | null;
  /** The multirange type that comes with it. */
  readonly multirange: string;
}
