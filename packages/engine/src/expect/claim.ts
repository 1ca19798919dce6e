import type { CatalogObject, ObjectKind } from '../catalog/catalog-object.ts';
import { writtenIdentifier } from '../spelling/written-identifier.ts';

/**
 * What a statement says that it touches, and nothing else: a relation with all that belongs to it, or one object of
 * another kind. Names are without their schema: two statements that could mean the same are never in one stretch.
 */
export interface Claim {
  readonly kind: ObjectClaim | AnnotationClaim;
  readonly name: string;
  /** Of triggers, policies and rules, of new indexes; of what is said of these, of constraints and of columns. */
  readonly table: string | null;
}

type ObjectClaim = 'relation' | 'index' | 'trigger' | 'policy' | 'rule' | 'routine' | 'type' | 'schema' | 'extension';
/** What is said of an object that the statement names. */
type AnnotationClaim = 'comment' | 'grant' | 'owner';

const KINDS: Readonly<Record<ObjectClaim, readonly ObjectKind[]>> = {
  relation: ['table', 'view', 'materialized view', 'sequence'],
  index: ['index'],
  trigger: ['trigger'],
  policy: ['policy'],
  rule: ['rule'],
  routine: ['function', 'procedure', 'aggregate'],
  type: ['enum', 'domain', 'composite type', 'range type'],
  schema: ['schema'],
  extension: ['extension'],
};

/** Two claims with one key may mean the same object. */
export function claimKey({ kind, name, table }: Claim): string {
  return JSON.stringify([kind, name, table]);
}

/** 2: the claim names the very object. 1: the object belongs to the relation that it names. 0: neither. */
export function claimStrength(claim: Claim, object: CatalogObject): 0 | 1 | 2 {
  if ('on' in object) return annotationStrength(claim, object);
  if (isAnnotation(claim.kind)) return 0;
  const table = tableOf(object);
  if (KINDS[claim.kind].includes(object.kind) && object.name === claim.name) {
    if (claim.table === null || claim.table === table) return 2;
  }
  return claim.kind === 'relation' && table === claim.name ? 1 : 0;
}

/** An annotation that nobody asked for came with its object: default privileges. */
function annotationStrength({ kind, name, table }: Claim, object: AnnotationObject): 0 | 1 | 2 {
  const isOfIt = object.name === name && (table === null || object.on.includes(`.${writtenIdentifier(table)}`));
  if (!isOfIt) return 0;
  return kind === object.kind ? 2 : isAnnotation(kind) ? 0 : 1;
}

type AnnotationObject = Extract<CatalogObject, { readonly on: string }>;

function isAnnotation(kind: Claim['kind']): kind is AnnotationClaim {
  return kind === 'comment' || kind === 'grant' || kind === 'owner';
}

/** The relation that an object belongs to. */
function tableOf(object: CatalogObject): string | null {
  if ('table' in object) return object.table;
  return object.kind === 'sequence' ? (object.ownedBy?.table ?? null) : null;
}
