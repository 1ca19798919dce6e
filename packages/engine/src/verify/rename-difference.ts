import type { CatalogObject } from '../catalog/catalog-object.ts';
import { identityOf } from '../catalog/identity-of.ts';
import { qualifiedName } from '../catalog/qualified-name.ts';
import { writtenIdentifier } from '../spelling/written-identifier.ts';
import type { Difference } from './check.ts';
import type { Rename } from './rename.ts';
import type { AgainstWords } from './words/against-words.ts';
import { nameOf, tableOf } from './words/names.ts';
import { subject } from './words/subject.ts';

/** An object that is there under another name, in one finding instead of a missing and an extra one. */
export function renameDifference({ code, expected, live }: Rename, against: AgainstWords): Difference {
  const [should, is] = [identityOf(expected), identityOf(live)];
  if (code === 'function-signature') {
    return {
      expected: should,
      actual: is,
      message: `${subject(expected)} is not there; ${is} is.`,
      why: 'Calls with the arguments that it should take fail, or convert them and do something else.',
      remedy: [
        against.either(
          `Run the statement that makes ${should} again, by a new migration, and drop the other one.`,
          `Make ${should} as it is in the other database, and drop the other one.`,
        ),
      ],
    };
  }
  return {
    expected: should,
    actual: is,
    message: `${subject(expected)} is not there; ${is} looks like it, renamed.`,
    why: whyOf(expected, against.either('the next migration that', 'the next statement that')),
    remedy: renameBack(expected, live),
  };
}

function whyOf(expected: CatalogObject, next: string): string {
  switch (expected.kind) {
    case 'index':
    case 'policy':
    case 'statistics':
      return `Nothing breaks but what names it, such as ${next} drops it.`;
    case 'constraint':
      return `What names it fails: ON CONFLICT ON CONSTRAINT, code that knows errors by it, ${next} drops it.`;
    case 'trigger':
    case 'event trigger':
      return `Triggers fire in the order of their names, and ${next} names it fails.`;
    default:
      return 'Every statement that names it as it should be called fails.';
  }
}

/** The word after ALTER. */
const alterWords: Partial<Record<CatalogObject['kind'], string>> = {
  enum: 'TYPE',
  'composite type': 'TYPE',
  'range type': 'TYPE',
};

function renameBack(expected: CatalogObject, live: CatalogObject): readonly string[] {
  const name = writtenIdentifier(expected.name);
  const from = writtenIdentifier(live.name);
  if (live.kind === 'column' || live.kind === 'constraint') {
    return [`ALTER TABLE ${tableOf(live)} RENAME ${live.kind.toUpperCase()} ${from} TO ${name};`];
  }
  if (live.kind === 'trigger' || live.kind === 'policy') {
    return [`ALTER ${live.kind.toUpperCase()} ${from} ON ${tableOf(live)} RENAME TO ${name};`];
  }
  const signature = 'signature' in live ? `(${live.signature})` : '';
  const alter = `ALTER ${alterWords[live.kind] ?? live.kind.toUpperCase()}`;
  const [schema, other] = [expected.schema, live.schema];
  const isMoved = schema !== null && other !== null && schema !== other;
  return [
    ...(isMoved ? [`${alter} ${nameOf(live)}${signature} SET SCHEMA ${writtenIdentifier(schema)};`] : []),
    ...(expected.name === live.name
      ? []
      : [`${alter} ${isMoved ? qualifiedName(schema, live.name) : nameOf(live)}${signature} RENAME TO ${name};`]),
  ];
}
