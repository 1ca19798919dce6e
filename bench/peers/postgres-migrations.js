export { layPlain as lay } from '../runner/small-files.js';

export async function up(directory, url) {
  const [{ migrate }, { default: pg }] = await Promise.all([import('postgres-migrations'), import('pg')]);
  const client = new pg.Client(url);
  await client.connect();
  await migrate({ client }, directory);
  await client.end();
}
