import type { Finding } from '@plumbline/engine';
import { expect, test } from 'vitest';
import type { UnmetNeed } from '../schema/unmet-needs.ts';
import { judgeSchema, type SchemaFacts } from './judge-schema.ts';

const finding = (code: string, severity: string, kind: string, name: string, table: string | null = null): Finding =>
  ({
    code,
    severity,
    object: { kind, schema: 'public', table, name },
    identity: `${kind} ${name}`,
    expected: null,
    actual: null,
    message: `${code} ${name}`,
    why: 'why',
    remedy: ['do this'],
    origin: { migration: '020', file: 'migrations/020.sql', line: 7, statement: 1 },
  }) as Finding;
const need = (table: string, column: string | null = null): UnmetNeed => ({
  object: table,
  table,
  column,
  message: `need ${table}${column === null ? '' : `.${column}`}`,
  remedy: 'generic',
});
const judged = (facts: Partial<SchemaFacts>) => {
  const { reasons, tolerated } = judgeSchema({ unmet: [], findings: [], unknown: [], failOn: 'major', ...facts });
  return { reasons: reasons.map(({ message }) => message), tolerated: tolerated.map(({ code }) => code) };
};

const lostTable = finding('missing-relation', 'critical', 'table', 'providers');
const lostColumn = finding('missing-column', 'critical', 'column', 'value', 'metrics');
const lostKey = finding('foreign-key-missing', 'major', 'constraint', 'fk', 'metrics');
const lostIndex = finding('index-missing', 'minor', 'index', 'i', 'metrics');
const extraTable = finding('extra-relation', 'info', 'table', 'invoices');
const extraCheck = finding('extra-constraint', 'major', 'constraint', 'c', 'metrics');

test('a schema without findings, that has what is needed, is a reason for nothing', () => {
  expect(judged({})).toEqual({ reasons: [], tolerated: [] });
});

test('findings from the threshold on stop the start, the others are told', () => {
  expect(judged({ findings: [lostTable, lostKey, lostIndex, extraTable] })).toEqual({
    reasons: ['missing-relation providers', 'foreign-key-missing fk'],
    tolerated: ['index-missing', 'extra-relation'],
  });
  expect(judged({ findings: [lostKey, lostIndex], failOn: 'minor' }).tolerated).toEqual([]);
  expect(judged({ findings: [lostTable, lostKey], failOn: 'never' }).reasons).toEqual([]);
});

test('a need that a finding is about is told once, by the finding, which knows where the object is made', () => {
  const { reasons } = judgeSchema({
    unmet: [need('providers'), need('metrics', 'value'), need('metrics', 'unit')],
    findings: [lostColumn, lostTable],
    unknown: [],
    failOn: 'major',
  });
  expect(reasons).toMatchObject([
    { message: 'missing-relation providers', remedy: ['do this'], origin: 'migrations/020.sql:7' },
    { message: 'missing-column value' },
    { message: 'need metrics.unit', remedy: ['generic'], origin: null },
  ]);
});

test('what is needed stops the start whatever the threshold is', () => {
  expect(judged({ unmet: [need('providers')], failOn: 'never' }).reasons).toEqual(['need providers']);
  expect(judged({ unmet: [need('providers')], findings: [lostTable], failOn: 'never' }).reasons).toHaveLength(1);
});

test('a newer schema may differ in every way, but what is needed must be there', () => {
  const findings = [extraTable, extraCheck, lostTable, lostKey];
  expect(judged({ findings, unknown: ['022_new'] }).reasons).toEqual([]);
  expect(judged({ findings, unknown: ['022_new'] }).tolerated).toHaveLength(4);
  const { reasons } = judgeSchema({
    unmet: [need('metrics', 'unit')],
    findings,
    unknown: ['022_new'],
    failOn: 'major',
  });
  expect(reasons).toMatchObject([
    { message: 'need metrics.unit', remedy: [expect.stringContaining('deploy the build')] },
  ]);
});
