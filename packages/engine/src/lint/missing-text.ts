import { originText } from './origin-text.ts';
import type { Change } from './schema/change.ts';
import { relationText } from './schema/relation.ts';
import type { Schema } from './schema/schema.ts';

type Missing = Extract<Change, { is: 'missing-relation' | 'missing-column' }>;

/** What is missing, as the end of a sentence, and what to do about it. */
export function missingText(
  schema: Schema,
  missing: Missing,
): { readonly name: string; readonly remedy: readonly string[] } {
  const [text, key] =
    missing.is === 'missing-relation'
      ? [relationText(missing), missing.name]
      : [`${relationText(missing.table)}.${missing.column}`, `${missing.table.name}.${missing.column}`];
  const origin = schema.everCreated.get(key);
  if (origin === undefined) {
    return {
      name: `${text}, which no file creates`,
      remedy: [
        `Correct the name, or create ${text} in an earlier file.`,
        'Something that the files do not make, such as a table of an extension, is acknowledged with a lint-ignore.',
      ],
    };
  }
  return {
    name: `${text}, which does not exist at this point (${originText(origin)} is where it is made)`,
    remedy: [
      `Move this behind the statement that makes ${text}, or look whether it was dropped or renamed in between.`,
    ],
  };
}
