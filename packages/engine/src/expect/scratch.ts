/** An empty database that nobody needs. */
export interface Scratch {
  /** As a role that may make everything in it. */
  readonly url: string;
  /**
   * The whole server is thrown away with it: roles that the migrations mention and do not make can be made there, since
   * nothing outlives it.
   */
  readonly isDisposable: boolean;
  drop(): Promise<void>;
}

/**
 * Makes one. Whoever called it drops it.
 *
 * @param major the version of PostgreSQL that it should have, where there is a choice; null when any will do
 * @throws PlumblineError `scratch-unavailable`
 */
export type ScratchProvider = (major: number | null) => Promise<Scratch>;
