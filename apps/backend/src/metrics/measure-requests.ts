import type { App } from '../http/app.ts';
import type { Measurement } from './measurement.ts';
import type { ServiceMetrics } from './service-metrics.ts';

/** Requests of one route, method and status since they were last taken. */
interface Summary {
  readonly tags: Readonly<Record<string, string>>;
  count: number;
  sum: number;
  max: number;
}

/**
 * Measures every request: for Prometheus at once, and summed up by route until `take`. A row for each request would cost
 * the database more than the requests do.
 *
 * @returns `take`, which hands out one measurement a route, method and status: the mean in ms, with count and maximum
 */
export function measureRequests(app: App, metrics: ServiceMetrics): { readonly take: () => readonly Measurement[] } {
  let summaries = new Map<string, Summary>();
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    // The pattern, never the path: ids in labels would make a series of each.
    const route = request.routeOptions.url ?? 'unmatched';
    const status = String(reply.statusCode);
    const ms = reply.elapsedTime;
    metrics.httpDuration.observe({ method, route, status }, ms / 1000);
    const key = `${method} ${route} ${status}`;
    let summary = summaries.get(key);
    if (summary === undefined) {
      summary = { tags: { method, route, status }, count: 0, sum: 0, max: 0 };
      summaries.set(key, summary);
    }
    summary.count += 1;
    summary.sum += ms;
    summary.max = Math.max(summary.max, ms);
  });
  return {
    take() {
      const taken = summaries;
      summaries = new Map();
      const at = Date.now();
      return [...taken.values()].map(({ tags, count, sum, max }) => ({
        at,
        name: 'http_request_duration',
        value: sum / count,
        unit: 'ms',
        tags,
        metadata: { count, max },
      }));
    },
  };
}
