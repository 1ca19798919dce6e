import type { TableObject } from '../../catalog/relation-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const tableOptions: PairCheck = pairCheck('table-options', ['table'], (expected, live) => {
  const [should, is] = [optionWords(expected), optionWords(live)];
  if (should === is) return null;
  const isOptionsAlone = expected.accessMethod === live.accessMethod && expected.clusteredOn === live.clusteredOn;
  return {
    expected: should,
    actual: is,
    message: `${subject(expected)} has other storage options than it should.`,
    why: 'Space, vacuum and the planner behave in another way than was intended.',
    remedy: isOptionsAlone
      ? optionRemedy(expected, live)
      : ['Set the access method or CLUSTER ON by ALTER TABLE, at a quiet moment: the first one writes the table anew.'],
  };
});

function optionWords({ options, accessMethod, clusteredOn }: TableObject): string {
  return [
    `WITH (${options.join(', ')})`,
    accessMethod === null ? null : `USING ${accessMethod}`,
    clusteredOn === null ? null : `CLUSTER ON ${writtenIdentifier(clusteredOn)}`,
  ]
    .filter((word) => word !== null)
    .join(' ');
}

function optionRemedy(expected: TableObject, live: TableObject): readonly string[] {
  const kept = new Set(expected.options.map((option) => option.split('=')[0]));
  const reset = live.options.map((option) => option.split('=')[0] ?? '').filter((name) => !kept.has(name));
  if (expected.form === 'foreign') return ['Set the options by ALTER FOREIGN TABLE ... OPTIONS.'];
  return [
    ...(expected.options.length === 0 ? [] : [`ALTER TABLE ${nameOf(expected)} SET (${expected.options.join(', ')});`]),
    ...(reset.length === 0 ? [] : [`ALTER TABLE ${nameOf(expected)} RESET (${reset.join(', ')});`]),
  ];
}
