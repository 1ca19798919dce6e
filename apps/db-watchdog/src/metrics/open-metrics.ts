export const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
export const OPENMETRICS_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/**
 * Prometheus text as OpenMetrics: a counter's family goes without `_total`, the bounds of a histogram are floats, there
 * are no empty lines, and the end is said. prom-client can write it too, and renames its counters for good when it does, also for whoever asks for the
 * other format next.
 */
export function openMetrics(prometheusText: string): string {
  const lines = prometheusText.split('\n').filter((line) => line !== '');
  const counters = new Set(lines.flatMap((line) => /^# TYPE (\S+_total) counter$/.exec(line)?.[1] ?? []));
  const renamed = lines.map((line) => {
    const family = /^# (?:HELP|TYPE) (\S+)/.exec(line)?.[1];
    return family !== undefined && counters.has(family)
      ? line.replace(family, family.slice(0, -'_total'.length))
      : line.replace(/^(\w+_bucket\{le="\d+)"/, '$1.0"');
  });
  return `${renamed.join('\n')}\n# EOF\n`;
}

/** Whether the Accept header would rather have OpenMetrics. */
export function wantsOpenMetrics(accept: string | undefined): boolean {
  return accept?.includes('application/openmetrics-text') === true;
}
