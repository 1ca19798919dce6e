import { readFileSync } from 'node:fs';
import { buildWorkspace as build } from '@plumbline/testkit/vitest';
import { beforeAll, expect, test } from 'vitest';

const packageDirectory = new URL('../', import.meta.url);
const { exports: entries } = JSON.parse(readFileSync(new URL('package.json', packageDirectory), 'utf8')) as {
  exports: Record<string, { source: string; default: string }>;
};

beforeAll(build);

test.each(Object.entries(entries))('%s of the bundle has what its source has', async (_, { source, default: made }) => {
  const [ofSource, ofBundle] = await Promise.all(
    [source, made].map((path) => namesIn(new URL(path, packageDirectory))),
  );
  expect(ofBundle).toEqual(ofSource);
  expect(ofBundle?.length).toBeGreaterThan(0);
});

async function namesIn(module: URL): Promise<readonly string[]> {
  return Object.keys((await import(module.href)) as object).sort();
}
