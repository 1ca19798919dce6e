import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { type Boundary, disagreement, loadOracle, parseBoundaries } from '../../test/splitter/oracle.js';
import { randomScript, randomTokens } from '../../test/splitter/random-script.js';
import { SplitError, type Statement, split, tokens } from './index.ts';

const corpus = new URL('../../test/fixtures/splitter/corpus/', import.meta.url);
const files = readdirSync(corpus).map((name) => ({ name, sql: readFileSync(new URL(name, corpus), 'utf8') }));

beforeAll(loadOracle);

/** What the parser understands: COPY data and psql's lines made blank, every offset kept. */
function withoutPsql(sql: string, statements: readonly Statement[]): string {
  let plain = sql.replace(/^\\(un)?restrict .*$/gm, (line) => ' '.repeat(line.length));
  for (const { copyData, fullEnd } of statements) {
    if (copyData === null) continue;
    plain = plain.slice(0, copyData.start) + ' '.repeat(fullEnd - copyData.start) + plain.slice(fullEnd);
  }
  return plain;
}

test.for(files)('the parser of PostgreSQL sees the same statements in $name', ({ sql }) => {
  const statements = split(sql);
  expect(disagreement(withoutPsql(sql, statements), statements)).toBeNull();
});

test('the corpus holds at least 1,000 statements of many kinds', () => {
  const statements = files.flatMap(({ sql }) => split(sql));
  expect(statements.length).toBeGreaterThanOrEqual(1000);
  expect(new Set(statements.map(({ kind }) => kind)).size).toBeGreaterThan(100);
  expect(new Set(statements.map(({ text }) => text)).size).toBeGreaterThan(950);
});

test('the parser of PostgreSQL sees the same statements in generated scripts', () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const script = randomScript(seed);
      const expected = parsed(script);
      if (expected === null) refused++;
      else expect(disagreement(script, split(script), expected)).toBeNull();
    }),
    { numRuns: 3000 },
  );
  // The generator makes a script that is not valid about once in ten thousand; those prove nothing.
  expect(refused).toBeLessThan(10);
});

function parsed(script: string): readonly Boundary[] | null {
  try {
    return parseBoundaries(script);
  } catch {
    return null;
  }
}

test('the full spans are the script, and a statement splits into itself', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const script = randomScript(seed);
      const statements = split(script);
      expect(statements.map(({ fullStart, fullEnd }) => script.slice(fullStart, fullEnd)).join('')).toBe(
        statements.length === 0 ? '' : script,
      );
      for (const { text } of statements) expect(split(text).map((piece) => piece.text)).toEqual([text]);
    }),
    { numRuns: 1000 },
  );
});

test('comments and white space between the tokens change neither boundaries nor kind nor transaction rule', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.constantFrom(' ', '\n', '\t/* ; */ ', ' -- ;\n', '/* /* */ ; */\n', '\r\n'),
      (seed, trivia) => {
        const pieces = randomTokens(seed);
        const plain = `${pieces.join(' ')};`;
        const strewn = `${trivia}${pieces.join(trivia)}${trivia};${trivia}`;
        const [bare, ...none] = split(plain);
        const [dressed, ...rest] = split(strewn);
        expect([none, rest]).toEqual([[], []]);
        expect(dressed?.kind).toBe(bare?.kind);
        expect(dressed?.transaction).toEqual(bare?.transaction);
        expect(words(dressed?.text)).toEqual(words(bare?.text));
      },
    ),
    { numRuns: 1500 },
  );
});

function words(text = ''): readonly string[] {
  return Array.from(tokens(text), (token) => token.text);
}

test('line ends of every sort give the same statements', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom('\r\n', '\r'), (seed, lineEnd) => {
      const script = randomScript(seed).replace(/\r\n?/g, '\n');
      const other = split(script.replaceAll('\n', lineEnd));
      expect(other.map(({ text }) => text.replaceAll(lineEnd, '\n'))).toEqual(split(script).map(({ text }) => text));
    }),
    { numRuns: 1000 },
  );
});

test('a script cut anywhere is split, or refused at an opener before the cut', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (seed, place) => {
      const script = randomScript(seed);
      const cut = script.slice(0, place % (script.length + 1));
      try {
        split(cut);
      } catch (error) {
        expect(error).toBeInstanceOf(SplitError);
        const { offset, code } = error as SplitError;
        expect(offset).toBeLessThan(cut.length);
        expect(code).toMatch(/^(unterminated|unclosed)/);
        expect(cut.slice(offset)).toMatch(/^('|"|[eExXbBuU]&?['"]|\$|\/\*|\(|begin)/i);
      }
    }),
    { numRuns: 2000 },
  );
});
