/** The migrations as they are in another state of the repository. File names are without their directory. */
export interface BaseState {
  /** As it was asked for: `origin/main`. */
  readonly ref: string;
  /** Those that are there. */
  readonly names: ReadonlySet<string>;
  /** Those that are there, or were when this branch began: they may have been applied somewhere. */
  readonly released: ReadonlySet<string>;
  /** The former bytes of those that were there when this branch began and are different here. */
  readonly changed: ReadonlyMap<string, Uint8Array>;
}
