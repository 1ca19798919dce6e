/** Where a run is connected to, as it may be shown to anybody. Never a password. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}
