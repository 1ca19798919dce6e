import type { Cause } from '../cause.ts';
import { quotedNames } from '../names.ts';

const mismatch: Cause = {
  code: 'type-mismatch',
  sqlstates: ['42804'],
  explain: ({ failure }) => ({
    title: 'The types do not fit',
    explanation: `${failure.message.charAt(0).toUpperCase()}${failure.message.slice(1)}. PostgreSQL converts between types by itself only where nothing can be lost or misread.`,
    remedy: [
      ...(/cannot be cast automatically/.test(failure.message)
        ? ['Say how: ALTER TABLE ... ALTER COLUMN ... TYPE ... USING <expression that gives the new type>;']
        : []),
      'Write the conversion: expression::type. A default is converted separately: DROP DEFAULT first, SET DEFAULT after.',
    ],
  }),
};

const noCast: Cause = {
  code: 'cannot-cast',
  sqlstates: ['42846'],
  explain: ({ failure }) => {
    const keys = /uuid/.test(failure.message) && /int/.test(failure.message);
    return {
      title: 'There is no cast between these types',
      explanation: keys
        ? `${failure.message.charAt(0).toUpperCase()}${failure.message.slice(1)}: a uuid is 128 random bits and a number is a place in a row of numbers; no rule can turn one into the other.`
        : `${failure.message.charAt(0).toUpperCase()}${failure.message.slice(1)}: PostgreSQL knows no conversion, not even an explicit one.`,
      remedy: keys
        ? [
            'Map the values by way of a table that knows both: add a new column, UPDATE ... SET new = users.id FROM users WHERE users.public_id = old, then drop the old column and rename the new one.',
            'Keep the values that match nothing in a table of their own, so that nothing is lost.',
          ]
        : [
            'Convert by way of a type that both know, often text: (expression::text)::type, if the texts really mean the same.',
          ],
    };
  },
};

const badText: Cause = {
  code: 'invalid-value',
  sqlstates: ['22P02', '22007', '22008', '22003', '22001', '22P03', '22023', '22012', '22032', '22030', '2200G'],
  explain: ({ failure }) => {
    const value = quotedNames(failure.message).at(-1);
    return {
      title: value === undefined ? 'A value does not fit its type' : `The value "${value}" does not fit`,
      explanation: `${failure.message.charAt(0).toUpperCase()}${failure.message.slice(1)}. A value, in the file or in a row that is being converted, cannot be read or stored as this type.`,
      remedy: [
        'In the file: correct the value under the caret, or the type of the column.',
        "In the rows of a table: find them before converting, for example: select * from ... where value !~ '^-?[0-9]+$';",
        "An empty text is not a NULL: NULLIF(value, '') turns it into one.",
      ],
    };
  },
};

const encoding: Cause = {
  code: 'invalid-encoding',
  sqlstates: ['22021', '22P05'],
  explain: ({ failure }) => ({
    title: 'A text has bytes that are not valid in the encoding',
    explanation: `${failure.message.charAt(0).toUpperCase()}${failure.message.slice(1)}. Plumbline sends files as UTF-8; the text holds a NUL byte, was made from bytes of another encoding, or has a character that the encoding of the database does not have.`,
    remedy: [
      'Save the file as UTF-8 and look for bytes written as \\x.. or \\0 in it.',
      'What the database can store: show server_encoding; a database is best created with ENCODING UTF8.',
    ],
  }),
};

const raised: Cause = {
  code: 'raised-by-migration',
  sqlstates: ['P0001', 'P0004'],
  explain: ({ failure }) => ({
    title: 'The migration itself stopped, on purpose',
    explanation: `A RAISE EXCEPTION (or ASSERT) in a function or DO block ended it with the words: ${failure.message}. It checks something that does not hold in this database.`,
    remedy: [
      'Read the condition around the RAISE, shown below where the server tells, and make it true before running it again.',
    ],
  }),
};

const signature: Cause = {
  code: 'definition-conflict',
  sqlstates: [
    '42P13',
    '42P16',
    '42P17',
    '42809',
    '42P20',
    '428C9',
    '42939',
    '42602',
    '42622',
    '42P18',
    '42P08',
    '42702',
    '42725',
    '42712',
    '42P10',
    '42803',
    '42611',
  ],
  explain: ({ failure }) => ({
    title: 'The definition contradicts itself or what is there',
    explanation: `${failure.message.charAt(0).toUpperCase()}${failure.message.slice(1)}. The statement is well-formed, but what it defines is not allowed, or an object of this name is of another kind or shape.`,
    remedy: [
      'CREATE OR REPLACE cannot change the result type or the argument names of a function, nor remove or retype columns of a view: DROP it first, in the same file.',
      'An ambiguous column or function: write the table or schema before it.',
    ],
  }),
};

/** Types, values and definitions. */
export const valueCauses: readonly Cause[] = [mismatch, noCast, badText, encoding, raised, signature];
