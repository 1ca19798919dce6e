import type { Cause } from '../cause.ts';
import type { DiagnoseInput } from '../diagnosis.ts';
import { extensionOfFunction, extensionOfType } from '../known-extensions.ts';
import { missingObject } from '../missing-object.ts';
import { firstName, oneOf } from '../names.ts';

function fromFacts(input: DiagnoseInput): { readonly words: string; readonly remedy: readonly string[] } {
  const { similar = [], createdBy } = input.facts ?? {};
  const words: string[] = [];
  const remedy: string[] = [];
  if (createdBy !== undefined) {
    words.push(
      createdBy.sameFile === true
        ? `It is created further down in the same file (${createdBy.position}).`
        : `It is created by ${createdBy.migration} (${createdBy.position}), which has not run yet.`,
    );
    remedy.push(
      createdBy.sameFile === true
        ? 'Move the statement that creates it before this one.'
        : `Number this migration after ${createdBy.migration}, or move what creates it to an earlier one.`,
    );
  }
  if (similar.length > 0) {
    words.push(`Did you mean ${oneOf(similar)}?`);
    remedy.push(`If it is a misspelling, correct the name to ${oneOf(similar)}.`);
  }
  return { words: words.length === 0 ? '' : ` ${words.join(' ')}`, remedy };
}

const caseAndPath =
  'Names in double quotes keep their capitals, names without are folded to lower case: "Users" and users are two tables. A table in another schema must be written as schema.table.';

const table: Cause = {
  code: 'undefined-table',
  sqlstates: ['42P01'],
  explain: (input) => {
    const name = missingObject(input.failure)?.written;
    const facts = fromFacts(input);
    return {
      title: name === undefined ? 'A table or view does not exist' : `"${name}" does not exist`,
      explanation: `No table, view or sequence of the name ${name === undefined ? 'that the statement uses' : `"${name}"`} was there when the statement ran.${facts.words}`,
      remedy: [
        ...facts.remedy,
        'Look at what should have created it: a CREATE TABLE that failed or was skipped earlier leaves exactly this error behind. plumbline status shows what was applied.',
        caseAndPath,
      ],
    };
  },
};

const column: Cause = {
  code: 'undefined-column',
  sqlstates: ['42703'],
  explain: (input) => {
    const missing = missingObject(input.failure);
    const of = missing?.table == null ? '' : ` of "${missing.table}"`;
    const facts = fromFacts(input);
    return {
      title: missing === null ? 'A column does not exist' : `Column "${missing.name}"${of} does not exist`,
      explanation: `The statement uses ${missing === null ? 'a column' : `a column "${missing.name}"`}${of} that is not there.${facts.words}`,
      remedy: [
        ...facts.remedy,
        'If the table was made by an older CREATE TABLE IF NOT EXISTS, the newer one was skipped without a word and its columns never came: add them with ALTER TABLE ... ADD COLUMN.',
        'A text must be in single quotes: \'abc\' is a value, "abc" is a column.',
      ],
    };
  },
};

const operator: Cause = {
  code: 'operator-type-mismatch',
  sqlstates: ['42883'],
  when: ({ failure }) => operatorOf(failure.message) !== null,
  explain: ({ failure }) => {
    const { left, symbol, right } = operatorOf(failure.message) ?? { left: '', symbol: '', right: '' };
    const uuid = (left === 'uuid') !== (right === 'uuid') && /int/.test(left + right);
    return {
      title:
        left === ''
          ? `No operator ${symbol} for ${right}`
          : `${left} and ${right} cannot be put together with ${symbol}`,
      explanation: uuid
        ? `The statement compares a uuid with ${left === 'uuid' ? right : left}. One of the two columns has the wrong type: usually a reference that was declared uuid while the key it means is a number (or the other way round). PostgreSQL has no such operator, and no cast between the two.`
        : `There is no operator ${symbol} for ${left === '' ? right : `${left} on the left and ${right} on the right`}. PostgreSQL does not convert between kinds of types by itself.`,
      remedy: uuid
        ? [
            'Find out which column is wrong, and change its type; data must be mapped by way of a column that both tables know (such as a public uuid of the row).',
            'Do not cast: uuid cannot become integer (42846), and as text the two never match.',
          ]
        : [
            'Cast one side to the type of the other, for example: column::text',
            'If two columns are compared that mean the same thing, give them the same type.',
          ],
    };
  },
};

function operatorOf(message: string): { left: string; symbol: string; right: string } | null {
  const match = /: (?:(.+?) )?([-+*/<>=~!@#%^&|`?]+) (.+)$/.exec(message);
  return match === null ? null : { left: match[1] ?? '', symbol: match[2] ?? '', right: match[3] ?? '' };
}

const fn: Cause = {
  code: 'undefined-function',
  sqlstates: ['42883'],
  explain: (input) => {
    const signature = /(?:function|procedure|aggregate) (.+?\(.*\))/.exec(input.failure.message)?.[1];
    const name = missingObject(input.failure)?.name;
    const extension = name === undefined ? null : extensionOfFunction(name);
    const facts = fromFacts(input);
    return {
      title: signature === undefined ? 'A function does not exist' : `Function ${signature} does not exist`,
      explanation: `No function of this name takes arguments of these types${extension === null ? '' : `; ${name} belongs to the extension ${extension}`}.${facts.words}`,
      remedy: [
        ...(extension === null
          ? []
          : [`Put this into an earlier migration: CREATE EXTENSION IF NOT EXISTS "${extension}";`]),
        ...(name?.startsWith('uuid_generate') ? ['Or use gen_random_uuid(), which needs no extension.'] : []),
        ...facts.remedy,
        'A function that exists with other argument types: cast the arguments to its types.',
        'A function in another schema: write schema.function(...).',
      ],
    };
  },
};

const schema: Cause = {
  code: 'undefined-schema',
  sqlstates: ['3F000'],
  explain: (input) => {
    const facts = fromFacts(input);
    return {
      title: `Schema ${firstName(input, '')} does not exist`.replace('  ', ' '),
      explanation: `The statement names the schema ${firstName(input, '')}, which is not there; or the search_path has no schema that exists.${facts.words}`,
      remedy: [...facts.remedy, 'Put this before it: CREATE SCHEMA IF NOT EXISTS ...;'],
    };
  },
};

const other: Cause = {
  code: 'undefined-object',
  sqlstates: ['42704', '42P02'],
  explain: (input) => {
    const name = missingObject(input.failure)?.name;
    const extension = name === undefined ? null : extensionOfType(name);
    const facts = fromFacts(input);
    return {
      title: `${input.failure.message.charAt(0).toUpperCase()}${input.failure.message.slice(1)}`,
      explanation: `The statement names something (a type, role, index, constraint, trigger, tablespace, ...) that is not there${
        extension === null ? '' : `; the type ${name} belongs to the extension ${extension}`
      }.${facts.words}`,
      remedy: [
        ...(extension === null
          ? []
          : [`Put this into an earlier migration: CREATE EXTENSION IF NOT EXISTS "${extension}";`]),
        ...facts.remedy,
        'When the statement removes it and it may be gone already: DROP ... IF EXISTS.',
        'A role is made once for the whole server, by an administrator: CREATE ROLE ...;',
      ],
    };
  },
};

/** Something that is named and is not there. */
export const missingCauses: readonly Cause[] = [table, column, operator, fn, schema, other];
