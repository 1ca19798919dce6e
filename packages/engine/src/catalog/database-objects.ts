/** Objects of the database itself. Names are as the server stores them, unquoted. */

export interface SchemaObject {
  readonly kind: 'schema';
  readonly schema: null;
  readonly name: string;
}

export interface ExtensionObject {
  readonly kind: 'extension';
  /** Where its objects are. */
  readonly schema: string;
  readonly name: string;
  readonly version: string;
}

export interface EventTriggerObject {
  readonly kind: 'event trigger';
  readonly schema: null;
  readonly name: string;
  /** Such as `ddl_command_end`. */
  readonly event: string;
  readonly tags: readonly string[];
  /** Qualified: `audit.log_ddl`. */
  readonly function: string;
  readonly enabled: TriggerState;
}

/** When a trigger or rule fires: `origin` is the ordinary state. */
export type TriggerState = 'origin' | 'disabled' | 'replica' | 'always';
