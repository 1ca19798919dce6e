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

/** Makes one. Whoever called it drops it. @throws PlumblineError `scratch-unavailable` */
export type ScratchProvider = () => Promise<Scratch>;
