/** Copies the documents that `plumbline explain` prints: an installed package has no repository around it. */
import { cpSync, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageDirectory = dirname(dirname(fileURLToPath(import.meta.url)));
const docs = join(packageDirectory, '..', '..', 'docs');
const target = join(packageDirectory, 'dist', 'docs');
rmSync(target, { recursive: true, force: true });
for (const name of ['checks', 'rules', 'errors.md', 'watchdog-codes.md']) {
  if (existsSync(join(docs, name))) cpSync(join(docs, name), join(target, name), { recursive: true });
}
