import { OPENMETRICS_TYPE, openMetrics, PROMETHEUS_TYPE, wantsOpenMetrics } from '../metrics/open-metrics.ts';
import { pagePolicy } from '../page/page-style.ts';
import { REFRESH_SECONDS, statusPage } from '../page/status-page.ts';
import type { StatusDocument } from '../status/status-document.ts';
import { json, type Routes, text } from './serve.ts';

export interface RouteInput {
  readonly status: () => StatusDocument;
  /** In the format of Prometheus. */
  readonly metricsText: () => Promise<string>;
  readonly checkNow: () => Promise<void>;
}

/** What the watchdog answers. Only `POST /check` looks at a database; everything else says what is known. */
export function watchdogRoutes({ status, metricsText, checkNow }: RouteInput): Routes {
  return {
    'GET /healthz': () => text(200, 'ok'),
    'GET /metrics': async ({ headers }) => {
      const body = await metricsText();
      return wantsOpenMetrics(headers.accept)
        ? { status: 200, type: OPENMETRICS_TYPE, body: openMetrics(body) }
        : { status: 200, type: PROMETHEUS_TYPE, body };
    },
    'GET /api/status': () => json(200, status()),
    'POST /check': async () => {
      await checkNow();
      return json(200, status());
    },
    'GET /': (_request, query) => {
      const isRefreshing = query.has('refresh');
      return {
        status: 200,
        type: 'text/html; charset=utf-8',
        body: statusPage(status(), isRefreshing),
        headers: {
          'content-security-policy': pagePolicy,
          ...(isRefreshing ? { refresh: String(REFRESH_SECONDS) } : {}),
        },
      };
    },
  };
}
