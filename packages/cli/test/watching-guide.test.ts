import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { build, type Project, project } from './command-line.ts';
import { expectToPrint, guideExamples } from './guide-examples.ts';

beforeAll(build);

const guide = readFileSync(new URL('../../../docs/guides/watching.md', import.meta.url), 'utf8');
const page = readFileSync(new URL('../../../docs/watchdog.md', import.meta.url), 'utf8');

const orders = `create table orders (
  id bigint generated always as identity primary key,
  user_id integer not null references users (id),
  total numeric(12, 2) not null
);
create index orders_user on orders (user_id);`;

const queries = `-- What somebody has ordered, and for how much.
select id, total from orders where user_id = $1;

select id, total - discount as price from orders where id = $1;
`;

test('docs/guides/watching.md shows what the commands print, from the role to the second message', {
  timeout: 240_000,
}, async () => {
  const own = await project({
    '001_users.sql': 'create table users (id integer generated always as identity primary key, email text not null);',
    '002_orders.sql': orders,
  });
  expect((await own.run(['migrate'])).exitCode).toBe(0);
  mkdirSync(join(own.directory, 'sql'));
  writeFileSync(join(own.directory, 'sql/orders.sql'), queries);
  const say = await shell(own, await watchdogRole(own));
  const all = guideExamples('watching');
  expect(all.length).toBeGreaterThan(8);
  for (const example of all) expectToPrint(await say(example.command), example);
});

/** The role that the guide makes, under a name that no other test has. @returns the URL that it connects by */
async function watchdogRole(own: Project): Promise<string> {
  const lines = /```sql\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  for (const line of lines.trim().split('\n')) expect(page).toContain(`    ${line}`);
  const role = `watchdog_${randomUUID().slice(0, 8)}`;
  const database = new URL(own.url).pathname.slice(1);
  onTestFinished(async () => void (await own.query(`drop owned by ${role}; drop role ${role}`)));
  await own.query(lines.replaceAll('watchdog', role).replace('DATABASE shop', `DATABASE ${database}`));
  const url = new URL(own.url);
  url.username = role;
  url.password = 'secret';
  return url.href;
}

/** Does what each command of the guide does, and gives what it prints. */
async function shell(own: Project, url: string): Promise<(command: string) => Promise<string>> {
  const env: Record<string, string> = { WATCHDOG_TARGETS: `shop=${url}` };
  let exitCode: number | null = null;
  return async (command) => {
    const [, name, value] = /^export (\w+)='?(.*?)'?$/.exec(command) ?? [];
    const sql = /^psql "\$OWNER_URL" -c "(.*)"$/.exec(command)?.[1];
    if (name !== undefined && value !== undefined) {
      if (name !== 'DATABASE_URL') env[name] = value;
      return '';
    }
    if (sql !== undefined) return own.query(sql).then(() => '');
    if (command === 'psql "$OWNER_URL" -f migrations/002_orders.sql') return own.query(orders).then(() => '');
    if (command === 'echo $?') return String(exitCode);
    if (command === 'cat sql/orders.sql') return readFileSync(join(own.directory, 'sql/orders.sql'), 'utf8');
    if (command === 'cat told.txt') return readFileSync(join(own.directory, 'told.txt'), 'utf8');
    if (!command.startsWith('plumbline watch --once'))
      throw new Error(`The test does not know what to do for: ${command}`);
    const done = await own.run(['watch', '--once'], { DATABASE_URL: undefined, ...env });
    exitCode = done.exitCode;
    return command.includes('>') ? '' : done.stdout + done.stderr;
  };
}
