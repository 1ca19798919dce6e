import { expect, test } from 'vitest';
import { fieldsOf } from '../../test/fields-of.ts';
import { madeUpCheck, madeUpFinding } from '../../test/made-up.ts';
import { foldCheck } from '../state/fold-check.ts';
import { newTargetState } from '../state/target-state.ts';
import { statusDocument } from './status-document.ts';
import { statusFields } from './status-fields.ts';

const frame = {
  ...{ version: '0.1.0', startedAt: '2026-01-01T00:00:00.000Z', schedule: '* * * * *', nextCheckAt: null },
  ...{ messagesWaiting: 0, due: {}, graceMs: 90_000 },
};

test('every field of a document that has everything is described, and no other', () => {
  const first = foldCheck(newTargetState('shop'), madeUpCheck(1, []));
  const second = foldCheck(
    first,
    madeUpCheck(2, [madeUpFinding('table public.users')], {
      migrations: [{ name: '001_a', state: 'applied', appliedAt: null, appliedBy: null, durationMs: null, note: null }],
      keys: { fullest: [{ sequence: 's', column: null, ratio: 0.6, last: '6', most: '10' }], highest: 0.6 },
      queries: { checked: 3, broken: [], unsure: [] },
      lock: { pid: 1, application: 'plumbline', heldMs: null },
    }),
  );
  const document = JSON.parse(JSON.stringify(statusDocument([second], frame, new Date()))) as unknown;
  expect([...fieldsOf(document)].sort()).toEqual(Object.keys(statusFields).sort());
});
