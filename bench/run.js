// Runs every suite in bench/suites, one after the other: `pnpm bench`, or `node bench/run.js splitter` for some by name.
// A suite exports `runSuite()`, prints what it measures, and returns the targets it missed, each with its `name`. Any missed target is exit code 1.
import { readdirSync } from 'node:fs';

const asked = process.argv.slice(2);
const suites = readdirSync(new URL('suites/', import.meta.url))
  .filter((file) => file.endsWith('.js'))
  .map((file) => file.slice(0, -'.js'.length))
  .filter((name) => asked.length === 0 || asked.includes(name));
if (suites.length === 0) {
  console.error(`There is no suite named ${asked.join(' or ')} in bench/suites.`);
  process.exit(2);
}

const missed = [];
for (const name of suites) {
  console.log(`\n## ${name}`);
  const { runSuite } = await import(new URL(`suites/${name}.js`, import.meta.url).href);
  for (const target of await runSuite()) missed.push(`${name}: ${target.name}`);
}
console.log(
  missed.length === 0 ? '\nAll targets met.' : `\nMissed:\n${missed.map((target) => `  ${target}`).join('\n')}`,
);
process.exitCode = missed.length === 0 ? 0 : 1;
