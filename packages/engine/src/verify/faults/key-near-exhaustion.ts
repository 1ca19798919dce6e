import { identityOf } from '../../catalog/identity-of.ts';
import { qualifiedName } from '../../catalog/qualified-name.ts';
import type { SequenceObject } from '../../catalog/relation-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import type { Severity } from '../finding.ts';
import { subject } from '../words/subject.ts';
import type { Fault, Inspected } from './fault.ts';

/** The largest value of each type that a sequence counts in. */
const LARGEST: Readonly<Record<string, bigint>> = { smallint: 32_767n, integer: 2_147_483_647n };
const LEVELS: readonly (readonly [percent: number, severity: Severity])[] = [
  [90, 'critical'],
  [75, 'major'],
  [50, 'minor'],
];

export const keyNearExhaustion: Fault = {
  code: 'key-near-exhaustion',
  *find(database) {
    for (const object of database.byIdentity.values()) {
      if (object.kind !== 'sequence' || object.cycle || object.increment.startsWith('-')) continue;
      const position = database.positions?.get(identityOf(object));
      if (position === undefined) continue;
      const limit = limitOf(database, object);
      const percent = Number((position * 100n) / limit);
      const severity = LEVELS.find(([from]) => percent >= from)?.[1];
      if (severity === undefined) continue;
      yield {
        object,
        difference: {
          severity,
          expected: `less than ${LEVELS.at(-1)?.[0]} % of ${limit}`,
          actual: `${position}, ${percent} %`,
          message: `${subject(object)} has used ${percent} % of its numbers: ${position} of ${limit}.`,
          why: 'When it has used them all, every insert fails: nextval: reached maximum value of sequence.',
          remedy: remedyOf(object),
        },
      };
    }
  },
};

/** The sequence's own limit, or that of its column, whichever comes first. */
function limitOf({ columnsOf }: Inspected, { max, ownedBy }: SequenceObject): bigint {
  const column =
    ownedBy === null ? undefined : columnsOf(ownedBy.schema, ownedBy.table).find(({ name }) => name === ownedBy.column);
  const largest = LARGEST[column?.type ?? ''];
  return largest !== undefined && largest < BigInt(max) ? largest : BigInt(max);
}

function remedyOf({ ownedBy }: SequenceObject): readonly string[] {
  if (ownedBy === null) return ['Give it a larger type and MAXVALUE, and whatever takes its values as well.'];
  const table = qualifiedName(ownedBy.schema, ownedBy.table);
  return [
    `ALTER TABLE ${table} ALTER COLUMN ${writtenIdentifier(ownedBy.column)} TYPE bigint; and the columns that refer to it, and the sequence AS bigint.`,
    'It writes the tables anew under a strong lock: on a large table add a bigint column, fill it in steps, and change over.',
  ];
}
