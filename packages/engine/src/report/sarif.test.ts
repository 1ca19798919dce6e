import { expect, test } from 'vitest';
import type { Annotation } from './annotation.ts';
import { sarif } from './sarif.ts';

const mismatch: Annotation = {
  rule: 'foreign-key-type-mismatch',
  level: 'error',
  message: 'orders.user_id is uuid, users.id is integer.',
  file: 'migrations/002 orders.sql',
  line: 3,
  column: 11,
  help: 'PostgreSQL refuses the key.',
};

test('a finding is a result with rule, level, text and place', () => {
  expect(
    sarif([mismatch], {
      version: '1.2.3',
      helpUri: (rule) => `https://rules.test/${rule}`,
      summary: () => 'Types differ.',
    }),
  ).toEqual({
    $schema: expect.stringContaining('sarif-2.1.0'),
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Plumbline',
            semanticVersion: '1.2.3',
            rules: [
              {
                id: mismatch.rule,
                shortDescription: { text: 'Types differ.' },
                helpUri: `https://rules.test/${mismatch.rule}`,
              },
            ],
          },
        },
        columnKind: 'unicodeCodePoints',
        results: [
          {
            ruleId: mismatch.rule,
            ruleIndex: 0,
            level: 'error',
            message: { text: `${mismatch.message}\n\nPostgreSQL refuses the key.` },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'migrations/002%20orders.sql' },
                  region: { startLine: 3, startColumn: 11 },
                },
              },
            ],
          },
        ],
      },
    ],
  });
});

test('a result points at its rule, whatever the order of the findings', () => {
  const findings = ['b', 'a', 'b'].map((rule): Annotation => ({ ...mismatch, rule }));
  const [run] = sarif(findings, { version: '1' }).runs as [
    {
      tool: { driver: { rules: readonly { id: string }[] } };
      results: readonly { ruleId: string; ruleIndex: number }[];
    },
  ];
  expect(run.tool.driver.rules).toEqual([{ id: 'a' }, { id: 'b' }]);
  for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
});

test('a finding about no file has no location, one about a whole file no region', () => {
  const [run] = sarif(
    [
      { ...mismatch, file: null },
      { ...mismatch, line: null, column: null },
    ],
    { version: '1' },
  ).runs as [{ results: readonly object[] }];
  expect(run.results[0]).not.toHaveProperty('locations');
  expect(run.results[1]).toHaveProperty('locations', [
    { physicalLocation: { artifactLocation: { uri: 'migrations/002%20orders.sql' } } },
  ]);
});

test('no findings are a log without results', () => {
  expect(sarif([], { version: '1' })).toMatchObject({ runs: [{ results: [] }] });
});
