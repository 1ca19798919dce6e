/** The ends that the series of a family may have, by its type. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  counter: ['_total', '_created'],
  gauge: [''],
  histogram: ['_bucket', '_count', '_sum', '_created'],
};
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (\S+)$/;
/** As Go writes numbers: what OpenMetrics asks of the bounds of a histogram. */
const BOUND = /^(?:\d+\.\d+|\d+(?:\.\d+)?e[+-]\d+|\+Inf)$/;

/**
 * What is not as OpenMetrics 1.0 says: the end, families together and announced before their samples, a counter's family
 * without `_total` and its series with it, bounds of histograms written as floats and rising.
 */
export function openMetricsFaults(text: string): readonly string[] {
  const faults: string[] = [];
  if (!text.endsWith('\n# EOF\n')) faults.push('It does not end with # EOF.');
  const families = new Map<string, string>();
  const seen = new Set<string>();
  let current = '';
  for (const line of text.split('\n').slice(0, -2)) {
    const [, what, family = '', rest = ''] = /^# (HELP|TYPE|UNIT) (\S+) (.*)$/.exec(line) ?? [];
    if (what !== undefined) {
      if (family !== current && families.has(family)) faults.push(`${family} is not in one place.`);
      current = family;
      if (what === 'TYPE') families.set(family, rest);
      if (family.endsWith('_total')) faults.push(`The family ${family} has the end of a series.`);
      continue;
    }
    faults.push(...faultsOfSample(line, current, families.get(current) ?? '', seen));
  }
  return faults;
}

function faultsOfSample(line: string, family: string, type: string, seen: Set<string>): readonly string[] {
  const [, name = '', labels = '', value = ''] = SAMPLE.exec(line) ?? [];
  if (name === '') return [`This is no sample: ${line}`];
  const faults: string[] = [];
  const series = `${name}{${labels}}`;
  if (seen.has(series)) faults.push(`${series} is there twice.`);
  seen.add(series);
  if (!(ENDS[type] ?? []).some((end) => name === `${family}${end}`)) faults.push(`${name} is no series of ${family}.`);
  if (Number.isNaN(Number(value)) && !/^[+-]?Inf$|^NaN$/.test(value)) faults.push(`${value} is no number: ${line}`);
  const bound = /(?:^|,)le="([^"]*)"/.exec(labels)?.[1];
  if (bound !== undefined && !BOUND.test(bound)) faults.push(`The bound ${bound} is not written as a float: ${line}`);
  return faults;
}
