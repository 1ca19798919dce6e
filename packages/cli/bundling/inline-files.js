import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inlineQueries } from '../../engine/bundling/inline-queries.js';

const MANIFEST = "readFileSync(new URL('../package.json', import.meta.url), 'utf8')";

/** A rolldown plugin: the engine's queries and the command's manifest become part of the bundle. */
export function inlineFiles(packageDirectory) {
  const { version } = JSON.parse(readFileSync(join(packageDirectory, 'package.json'), 'utf8'));
  return inlineQueries(new Map([[MANIFEST, JSON.stringify(JSON.stringify({ version }))]]));
}
