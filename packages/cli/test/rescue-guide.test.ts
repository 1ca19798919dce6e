import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withClient } from '@plumbline/testkit';
import { beforeAll, expect, test } from 'vitest';
import { cutAtSemicolons } from '../../engine/test/rescue/old-runner.ts';
import { build, type Project, project } from './command-line.ts';
import { expectToPrint, guideExamples } from './guide-examples.ts';

beforeAll(build);

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const olderShape = readFileSync(new URL('../../engine/test/rescue/older-shape.sql', import.meta.url), 'utf8');

/** What the command prints; queries are asked as psql would show their error. */
async function print(own: Project, command: string): Promise<string> {
  const sql = /^psql "\$DATABASE_URL" -c "(.*)"$/.exec(command)?.[1];
  if (sql === undefined) {
    const words = [...command.replace(/^plumbline /, '').matchAll(/'([^']*)'|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    );
    const shadow = ['adopt', 'verify'].includes(words[0] ?? '') ? ['--shadow-url', own.url] : [];
    const { stdout, stderr } = await own.run([
      ...words,
      '--dir',
      `${repository}migrations`,
      ...(words[0] === 'adopt' ? shadow : []),
    ]);
    return stdout + stderr;
  }
  return own.query(sql).then(
    (rows) => rows.map((row) => Object.values(row).join(' | ')).join('\n'),
    (error: Error) => `ERROR:  ${error.message}`,
  );
}

test('docs/guides/rescue.md shows what the commands print, from the three errors to a clean verify', {
  timeout: 240_000,
}, async () => {
  const own = await project({});
  await own.query(olderShape);
  await own.query(`update messages set role = 'robot' where id = 2`);
  await withClient(own.url, cutAtSemicolons);
  const all = guideExamples('rescue');
  expect(all.length).toBeGreaterThan(8);
  for (const example of all) expectToPrint(await print(own, example.command), example);
});
