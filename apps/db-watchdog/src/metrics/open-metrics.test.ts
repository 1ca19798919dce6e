import { expect, test } from 'vitest';
import { openMetrics, wantsOpenMetrics } from './open-metrics.ts';

test('counters lose the end of their family name, keep it in their series, and the end is said', () => {
  const text =
    '# HELP a_total Things.\n# TYPE a_total counter\na_total{b="a_total"} 1\n\n# HELP c Size.\n# TYPE c gauge\nc 2\n';
  expect(openMetrics(text)).toBe(
    '# HELP a Things.\n# TYPE a counter\na_total{b="a_total"} 1\n# HELP c Size.\n# TYPE c gauge\nc 2\n# EOF\n',
  );
});

test('the bounds of a histogram are floats, as OpenMetrics writes them; nothing else is', () => {
  const text = 'd_bucket{le="0.5",b="1"} 1\nd_bucket{le="10",b="1"} 1\nd_bucket{le="+Inf",b="1"} 1\n';
  expect(openMetrics(text)).toBe(
    'd_bucket{le="0.5",b="1"} 1\nd_bucket{le="10.0",b="1"} 1\nd_bucket{le="+Inf",b="1"} 1\n# EOF\n',
  );
});

test('it is given to whoever asks for it', () => {
  expect(wantsOpenMetrics('application/openmetrics-text;version=1.0.0,text/plain;q=0.5')).toBe(true);
  expect(wantsOpenMetrics('text/plain')).toBe(false);
  expect(wantsOpenMetrics(undefined)).toBe(false);
});
