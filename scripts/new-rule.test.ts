import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

test('a new rule is what the formatter and the linter want, and stands in the list and in the index', () => {
  const copy = mkdtempSync(join(tmpdir(), 'plumbline-rule-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  for (const path of [
    'scripts/new-rule.js',
    'docs/rules/README.md',
    'packages/engine/src/lint',
    'biome.json',
    '.gitignore',
  ]) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const run = (file: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, file), ...args], {
      cwd: copy,
      encoding: 'utf8',
    });
    return { status, said: `${stdout}${stderr}` };
  };
  expect(run('scripts/new-rule.js', 'a-rule-with-a-long-name-that-breaks-lines').said).toContain('Made a-rule-');
  const rules = [
    'rules.ts',
    'rules/a-rule-with-a-long-name-that-breaks-lines.ts',
    'rules/a-rule-with-a-long-name-that-breaks-lines.test.ts',
  ];
  const checked = run(
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
    ...rules.map((path) => `packages/engine/src/lint/${path}`),
  );
  expect(checked).toMatchObject({ status: 0 });
  expect(readFileSync(join(copy, 'packages/engine/src/lint/rules.ts'), 'utf8')).toMatch(
    /\n {2}aRuleWithALongNameThatBreaksLines,\n\];/,
  );
  expect(readFileSync(join(copy, 'docs/rules/README.md'), 'utf8')).toContain(
    '| [`a-rule-with-a-long-name-that-breaks-lines`](',
  );
});
