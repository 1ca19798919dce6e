import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import type { MeasurementBuffer } from '../metrics/measurement-buffer.ts';
import type { Config } from '../startup/config.ts';
import { cleanUp } from '../telemetry/clean-up.ts';
import { repeat } from './repeat.ts';

export interface JobsOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database;
  readonly buffer: MeasurementBuffer;
  /** Puts what was measured since the last call into the buffer. */
  readonly collect: () => void;
}

const CLEAN_UP_EVERY_MS = 3_600_000;

/** What the service does besides answering: writing measurements, and deleting what is too old. */
export function startJobs({ config, logger, database, buffer, collect }: JobsOptions): { stop(): Promise<void> } {
  const failed =
    (job: string) =>
    (error: unknown): void =>
      logger.warn({ err: error, job }, 'a job failed; it runs again as planned');
  const keepDays = { telemetry: config.TELEMETRY_RETENTION_DAYS, measurements: config.METRICS_RETENTION_DAYS };
  const jobs = [
    repeat(
      config.METRICS_FLUSH_SECONDS * 1000,
      () => {
        collect();
        return buffer.flush();
      },
      failed('measurements'),
    ),
    repeat(
      CLEAN_UP_EVERY_MS,
      async () => {
        const deleted = await cleanUp(database, keepDays);
        if (deleted !== null) logger.info(deleted, 'what was too old is deleted');
      },
      failed('clean-up'),
    ),
  ];
  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
