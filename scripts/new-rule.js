// Makes a new lint rule: `node scripts/new-rule.js <id>`. Its module, its test and its page are written, and it is put in the list
// of rules and in the index of pages. The tests fail until each of them says something.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const rules = join(root, 'packages/engine/src/lint/rules.ts');
const index = join(root, 'docs/rules/README.md');
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
const [id = ''] = process.argv.slice(2);
const module = join(root, `packages/engine/src/lint/rules/${id}.ts`);
if (!/^[a-z]+(-[a-z]+)+$/.test(id) || existsSync(module)) {
  console.error(existsSync(module) ? `There is a rule "${id}".` : 'Usage: node scripts/new-rule.js two-or-more-words');
  process.exit(2);
}
const name = id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

writeFileSync(
  module,
  `import { draftAt } from '../draft-at.ts';
import type { Rule } from '../rule.ts';

export const ${name}: Rule = {
  id: '${id}',
  severity: 'warning',
  summary: 'Say in one sentence what it finds.',
  why: 'Say what comes of it.',
  *check({ steps }) {
    for (const step of steps) {
      for (const change of step.changes) {
        if (change.is !== 'created') continue;
        yield draftAt(step, change.origin, { message: 'Say what is the case, with its names.', remedy: ['Say what to do.'] });
      }
    }
  },
};
`,
);
const itsTest = module.replace('.ts', '.test.ts');
writeFileSync(
  itsTest,
  `import { expect, test } from 'vitest';
import { foundIn } from '../../../test/lint/found-in.ts';

test('an empty file has nothing to find', async () => {
  expect(await foundIn({ '1': '' }, '${id}')).toEqual([]);
});
`,
);
writeFileSync(
  join(root, `docs/rules/${id}.md`),
  `# ${id}

Say in one sentence what it finds.

Warning. Say what comes of it.

## Bad

\`\`\`sql
-- 001_bad.sql
\`\`\`

## Good

\`\`\`sql
-- 001_good.sql
\`\`\`

## How to settle it

Say what to do, and where the rule keeps silent.
`,
);
const list = readFileSync(rules, 'utf8');
writeFileSync(
  rules,
  list
    .replace('\n/** Every rule', `import { ${name} } from './rules/${id}.ts';\n\n/** Every rule`)
    .replace('\n];', `\n  ${name},\n];`),
);
const row = `| [\`${id}\`](${id}.md) | warning | Say in one sentence what it finds. |`;
writeFileSync(index, readFileSync(index, 'utf8').replace('\n\nA `lint-ignore`', `\n${row}\n\nA \`lint-ignore\``));
// Where an import stands and a line breaks depends on the name.
const formatted = spawnSync(process.execPath, [biome, 'check', '--write', rules, module, itsTest], {
  cwd: root,
  encoding: 'utf8',
});
if (formatted.status !== 0) {
  console.error(`${formatted.stdout}${formatted.stderr}${formatted.error ?? ''}`);
  process.exitCode = 1;
}
console.log(`Made ${id}: its module, test and page. Now say what it finds.`);
