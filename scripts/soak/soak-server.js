import { fileURLToPath } from 'node:url';
import { startServer as start, withClient } from '../../packages/testkit/dist/index.js';

export { startProcess, withClient } from '../../packages/testkit/dist/index.js';

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** An embedded server of the script's own. @param major as text, as arguments are */
export function startServer(major) {
  return start({ major: Number(major) });
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
