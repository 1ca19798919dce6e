import pg from 'pg';

// The least that a Node program with a database can do: the measure of what a run without work may cost.
const client = new pg.Client(process.argv[2]);
await client.connect();
await client.query('select 1');
await client.end();
