/** What is said about other objects, read only when it is asked for. `on` is the identity of the object: see `identityOf`. */

export interface OwnerObject {
  readonly kind: 'owner';
  readonly schema: string | null;
  readonly name: string;
  readonly on: string;
  readonly role: string;
}

/** What one role may do with one object. */
export interface GrantObject {
  readonly kind: 'grant';
  readonly schema: string | null;
  readonly name: string;
  readonly on: string;
  /** `public` stands for everybody. */
  readonly grantee: string;
  /** In upper case, sorted; `SELECT*` with grant option. */
  readonly privileges: readonly string[];
}

export interface CommentObject {
  readonly kind: 'comment';
  readonly schema: string | null;
  readonly name: string;
  readonly on: string;
  readonly comment: string;
}
