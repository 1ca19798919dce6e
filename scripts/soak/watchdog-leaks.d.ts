export interface Sample {
  readonly minute: number;
  readonly megabytes: number;
  readonly descriptors: number;
  readonly sessions: number;
}
export function leaksOf(samples: readonly Sample[]): readonly string[];
