import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { withClientAt } from '../../engine/test/migrations/scratch-database.ts';
import { cutAtSemicolons } from '../../engine/test/rescue/old-runner.ts';
import { build, type Project, project } from './command-line.ts';

beforeAll(build);

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const guide = readFileSync(new URL('../../../docs/guides/rescue.md', import.meta.url), 'utf8');
const olderShape = readFileSync(new URL('../../engine/test/rescue/older-shape.sql', import.meta.url), 'utf8');

interface Example {
  readonly command: string;
  readonly output: readonly string[];
}

/** What stands behind each `$`: the command, and the lines it is said to print. `...` stands for any number of lines. */
function examples(): readonly Example[] {
  const blocks = [...guide.matchAll(/```console\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  return blocks.flatMap((text) =>
    text
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = '', ...output] = part.trimEnd().split('\n');
        return { command, output };
      }),
  );
}

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

/** Durations and places of servers are of the day; all else has to be so. */
function steady(line: string): string {
  return line
    .replace(/\d+(\.\d+)? m?s\b/g, 'N ms')
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    .replace(/database "[^"]+"/g, 'database "app"')
    .trimEnd();
}

function expectToPrint(printed: string, { command, output }: Example): void {
  const lines = printed.split('\n').map(steady);
  let at = 0;
  let mayskip = false;
  for (const line of output.map(steady)) {
    if (line.trim() === '...') {
      mayskip = true;
      continue;
    }
    const found = mayskip ? lines.indexOf(line, at) : lines[at] === line ? at : -1;
    if (found < 0)
      throw new Error(`\`${command}\` does not print this where the guide has it:\n${line}\nbut:\n${printed}`);
    at = found + 1;
    mayskip = false;
  }
}

test('docs/guides/rescue.md shows what the commands print, from the three errors to a clean verify', async () => {
  const own = await project({});
  await own.query(olderShape);
  await own.query(`update messages set role = 'robot' where id = 2`);
  await withClientAt(own.url, cutAtSemicolons);
  const all = examples();
  expect(all.length).toBeGreaterThan(8);
  for (const example of all) expectToPrint(await print(own, example.command), example);
});
