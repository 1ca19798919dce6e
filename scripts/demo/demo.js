// The incident that Plumbline was made after, and what it says about it, on a PostgreSQL of its own. Takes some seconds.
//
//   pnpm demo
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../packages/testkit/dist/index.js';
import { askAsTheApplication } from './application.js';
import { makeDatabaseOfOld } from './database-of-old.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pg = createRequire(join(root, 'packages/engine/package.json'))('pg');
const directory = join(root, 'migrations');
const { env, stdout } = process;
const hasColours = (stdout.isTTY || env.FORCE_COLOR) && !env.NO_COLOR;
const paint = (code) => (text) => (hasColours ? `\u001b[${code}m${text}\u001b[39;22m` : text);
const [bold, red, green] = [1, 31, 32].map(paint);
const say = (text = '') => stdout.write(`${text}\n`);

/** Types a command of Plumbline. @returns its exit code */
function plumbline(url, args, lastLines) {
  const tail = lastLines === undefined ? '' : ` | tail -${lastLines}`;
  say(`${green('$')} ${bold(`plumbline ${args.join(' ')}${tail}`)}`);
  const {
    status,
    stdout: said,
    stderr: complained,
    error,
  } = spawnSync(process.execPath, [join(root, 'packages/cli/bin/plumbline.js'), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...env, DATABASE_URL: url, ...(hasColours ? { FORCE_COLOR: '1' } : {}) },
  });
  if (error) throw error;
  const lines = (said + complained).trimEnd().split('\n');
  say(lines.slice(lastLines === undefined ? 0 : -lastLines).join('\n'));
  return status;
}

async function database(server, name, work) {
  const maintenance = new pg.Client({ connectionString: server.url });
  await maintenance.connect();
  await maintenance.query(`create database ${name}`);
  await maintenance.end();
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client, url.href);
  } finally {
    await client.end();
  }
}

async function askAndSay(client) {
  const answers = await askAsTheApplication(client);
  for (const { what, error } of answers)
    say(error === null ? `${green('✓')} ${what}` : `${red('✗')} ${what}: ${error}`);
  return answers;
}

/** Before: the database as the old way of loading left it. */
async function before(client, url) {
  say(bold('1. Every file split at every ";", pieces that begin with a comment left out, errors ignored'));
  const { files, pieces, ran, leftOut, refused } = await makeDatabaseOfOld(client, directory);
  say(`${files} files, ${pieces} pieces: ${ran} ran, ${leftOut} were left out, ${refused} refused. Nobody was told.`);
  say();
  say(bold('2. The application starts, as if all were well'));
  const answers = await askAndSay(client);
  say();
  say(bold('3. What is missing, and why'));
  const exitCode = plumbline(url, ['verify']);
  return answers.every(({ error }) => error !== null) && exitCode === 4;
}

/** After: the same files, applied to a new database. */
async function after(client, url) {
  say();
  say(bold('4. The same files on a new database, each applied whole or not at all'));
  const migrated = plumbline(url, ['migrate'], 1);
  say();
  const answers = await askAndSay(client);
  say();
  const verified = plumbline(url, ['verify']);
  return migrated === 0 && verified === 0 && answers.every(({ error }) => error === null);
}

const server = await startServer();
try {
  const asTold = (await database(server, 'app_of_old', before)) && (await database(server, 'app', after));
  // Whoever changes the migrations or the application keeps the story true.
  process.exitCode = asTold ? 0 : 1;
} finally {
  await server.stop();
}
