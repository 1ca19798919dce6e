import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Measurement } from './measurement.ts';

export interface SystemMeasurements {
  /** What the process is like now; delays and processor time since the last call. */
  take(): readonly Measurement[];
  close(): void;
}

/** @param poolInUse connections that a request holds at this moment */
export function measureSystem(tags: Readonly<Record<string, string>>, poolInUse: () => number): SystemMeasurements {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let cpu = process.cpuUsage();
  let cpuAt = performance.now();
  return {
    take() {
      const at = Date.now();
      const one = (name: string, value: number, unit: string): Measurement => ({
        at,
        name,
        value,
        unit,
        tags,
        metadata: {},
      });
      const used = process.cpuUsage(cpu);
      const elapsedMs = performance.now() - cpuAt;
      cpu = process.cpuUsage();
      cpuAt = performance.now();
      // NaN before the first sample: the server keeps it as a number, and no chart can draw it.
      const lag = Number.isFinite(delay.mean) ? delay.percentile(99) / 1e6 : 0;
      delay.reset();
      const { rss, heapUsed } = process.memoryUsage();
      return [
        one('process_cpu', elapsedMs === 0 ? 0 : (used.user + used.system) / 10 / elapsedMs, 'percent'),
        one('process_memory_rss', rss, 'bytes'),
        one('process_memory_heap', heapUsed, 'bytes'),
        one('event_loop_lag_p99', lag, 'ms'),
        one('pool_connections_in_use', poolInUse(), 'count'),
      ];
    },
    close: () => delay.disable(),
  };
}
