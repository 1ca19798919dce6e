import type { Measurement } from './measurement.ts';

export interface BufferOptions {
  /** Measurements kept while they cannot be written; beyond that the oldest are dropped. */
  readonly capacity: number;
  /** Written at once, in one statement. */
  readonly batchSize: number;
  readonly write: (batch: readonly Measurement[]) => Promise<void>;
  /** Whether a failed write is worth another try: the server was away, not the values wrong. */
  readonly isPassing: (error: unknown) => boolean;
  readonly onWritten: (count: number) => void;
  readonly onDropped: (count: number) => void;
  readonly onFailure: (error: unknown) => void;
}

/** Measurements on their way to the database. Neither adding nor flushing ever throws. */
export interface MeasurementBuffer {
  add(measurements: readonly Measurement[]): void;
  size(): number;
  /** Writes what is there, batch by batch, until it is empty or a write fails. Calls that overlap share one flush. */
  flush(): Promise<void>;
}

/** A batch that is refused this often although the server is there is refused for what is in it. */
const MOST_REFUSALS = 3;

/**
 * Bounded: a database that is away costs the newest `capacity` measurements of memory and then the oldest of them, and
 * never the service. At least once: a write whose answer was lost is written again.
 */
export function createMeasurementBuffer(options: BufferOptions): MeasurementBuffer {
  const { capacity, batchSize, write, isPassing, onWritten, onDropped, onFailure } = options;
  let waiting: Measurement[] = [];
  let refusals = 0;
  let flushing: Promise<void> | null = null;

  const keepNewest = (): void => {
    const tooMany = waiting.length - capacity;
    if (tooMany <= 0) return;
    waiting = waiting.slice(tooMany);
    onDropped(tooMany);
  };

  /** @returns whether it is worth going on with the next batch */
  const writeBatch = async (): Promise<boolean> => {
    const batch = waiting.slice(0, batchSize);
    waiting = waiting.slice(batch.length);
    try {
      await write(batch);
      refusals = 0;
      onWritten(batch.length);
      return true;
    } catch (error) {
      onFailure(error);
      refusals = isPassing(error) ? 0 : refusals + 1;
      if (refusals >= MOST_REFUSALS) {
        refusals = 0;
        onDropped(batch.length);
        return true;
      }
      waiting = [...batch, ...waiting];
      keepNewest();
      return false;
    }
  };

  const flushAll = async (): Promise<void> => {
    while (waiting.length > 0 && (await writeBatch()));
  };

  return {
    add(measurements) {
      waiting.push(...measurements);
      keepNewest();
    },
    size: () => waiting.length,
    flush() {
      flushing ??= flushAll().finally(() => {
        flushing = null;
      });
      return flushing;
    },
  };
}
