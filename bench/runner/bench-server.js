import { startServer } from '@plumbline/testkit';
import pg from 'pg';

/**
 * PostgreSQL 18 with data in memory-backed storage and fsync on: commits do what they do in production, and what they
 * cost does not depend on a disk that others use too.
 */
export async function startBenchServer() {
  const server = await startServer({
    major: 18,
    settings: { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', autovacuum: 'off' },
  });
  const address = new URL(server.url);
  // The testkit's password is stored with a single round of hashing, which not every driver accepts.
  await ask(server.url, "set scram_iterations = 4096; create role bench superuser login password 'bench'");
  address.username = 'bench';
  address.password = 'bench';
  const admin = address.href;
  let databases = 0;
  return {
    inMemory: server.dataDirectory.startsWith('/dev/shm/'),
    host: address.hostname,
    port: Number(address.port),
    /** A new empty database. @returns its URL */
    async newDatabase(template = 'template1') {
      databases += 1;
      const name = `bench_${databases}`;
      await ask(admin, `create database ${name} template ${template}`);
      return withPath(admin, name);
    },
    async dropDatabase(url) {
      await ask(admin, `drop database ${nameOf(url)} with (force)`);
    },
    /** Leaves the work of a former measurement behind, so that the next one does not pay for it. */
    settle: () => ask(admin, 'checkpoint'),
    stop: () => server.stop(),
  };
}

/** Runs one statement on a connection of its own. */
export async function ask(url, text) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

export function nameOf(url) {
  return new URL(url).pathname.slice(1);
}

/** The same database through another port. */
export function throughPort(url, port) {
  const address = new URL(url);
  address.port = String(port);
  return address.href;
}

function withPath(url, name) {
  const address = new URL(url);
  address.pathname = `/${name}`;
  // Encryption would add a turn that has nothing to do with migrations.
  address.searchParams.set('sslmode', 'disable');
  return address.href;
}
