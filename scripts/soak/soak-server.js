import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
const pg = createRequire(join(root, 'packages/engine/package.json'))('pg');

/** An embedded server of the script's own. @param major as text, as arguments are */
export async function startServer(major) {
  const { startServer: start } = await import(join(root, 'packages/testkit/dist/index.js'));
  return start({ major: Number(major) });
}

/** Works on a connection of its own. */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Works in a new empty database, which is dropped at the end. @param purpose its name begins with it */
export async function inDatabase(serverUrl, purpose, work) {
  const name = `${purpose}_${process.pid}_${Math.floor(performance.now() * 1000)}`;
  await withClient(serverUrl, (client) => client.query(`create database ${name} template template0`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  try {
    return await work(url.href);
  } finally {
    await withClient(serverUrl, (client) => client.query(`drop database ${name} with (force)`));
  }
}
