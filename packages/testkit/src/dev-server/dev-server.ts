/** The development server of a project, running in the background. */
export interface DevServer {
  /** URL of the development database. Holds a password: print it through `maskUrl`, except where a person asked for it. */
  readonly url: string;
  readonly major: number;
  readonly dataDirectory: string;
  readonly port: number;
  readonly pid: number;
  /** True when this call started it, false when it was running. */
  readonly started: boolean;
  /** A sentence for the person when the data are in an unexpected place, else null. */
  readonly notice: string | null;
}

/** What `ensureDevServer` is doing, for a progress line. Nothing is reported for a server that runs already. */
export type DevServerEvent =
  | { readonly type: 'creating'; readonly dataDirectory: string }
  | { readonly type: 'starting'; readonly port: number }
  | { readonly type: 'recovering'; readonly pid: number };

/** Which development server. */
export interface DevServerOptions {
  /** The project's own directory for such things, usually `.plumbline`; created if need be. */
  readonly directory: string;
  /** Default: 18. */
  readonly major?: 14 | 15 | 16 | 17 | 18;
}

/** Options of `ensureDevServer`. */
export interface EnsureDevServerOptions extends DevServerOptions {
  /** The database to create. Default: plumbline_dev. */
  readonly database?: string;
  readonly onEvent?: (event: DevServerEvent) => void;
}
