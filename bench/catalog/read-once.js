// Reads one catalog and compares it with itself, so that somebody can watch what memory that takes: node read-once.js <url>
import { readCatalog } from '@plumbline/engine';
import { compareCatalogs } from '@plumbline/engine/verify';
import pg from 'pg';

const client = new pg.Client(process.argv[2]);
await client.connect();
const catalog = await readCatalog(client);
compareCatalogs(catalog, catalog);
await client.end();
