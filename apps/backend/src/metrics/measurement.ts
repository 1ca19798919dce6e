/** One value that was measured, as `system_performance_metrics` keeps it. */
export interface Measurement {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** At most 100 characters. */
  readonly name: string;
  readonly value: number;
  /** `ms`, `bytes`, `percent`, `count`: at most 20 characters. */
  readonly unit: string;
  /** What charts are narrowed by: route, host. */
  readonly tags: Readonly<Record<string, string>>;
  /** More about it. */
  readonly metadata: Readonly<Record<string, number>>;
}
