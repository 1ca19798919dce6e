import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomScript } from '../../test/splitter/random-script.js';
import { BoundaryWalk } from './boundary-walk.ts';
import { SplitError } from './index.ts';
import { walkWithKernel } from './kernel-walk.ts';
import { createStatementKernel, type StatementKernel } from './statement-kernel.ts';

const kernel = createStatementKernel() as StatementKernel;

/** What a walk finds, or the place and name of what it refuses. */
function found(sql: string, walkIt: (walk: BoundaryWalk) => void, standardConformingStrings = true): unknown {
  const walk = new BoundaryWalk(sql, standardConformingStrings);
  try {
    walkIt(walk);
  } catch (error) {
    if (!(error instanceof SplitError)) throw error;
    return { code: error.code, offset: error.offset, message: error.message };
  }
  const { spans, copies } = walk;
  const rows = Array.from({ length: spans.length }, (_, index) => [
    spans.start(index),
    spans.end(index),
    spans.fullEnd(index),
    spans.flags(index),
  ]);
  return { rows, copies: [...copies] };
}

function expectSame(sql: string, standardConformingStrings = true): void {
  const plain = found(sql, (walk) => walk.run(), standardConformingStrings);
  const quick = found(sql, (walk) => walkWithKernel(sql, walk, kernel), standardConformingStrings);
  expect(quick).toEqual(plain);
}

const corpus = new URL('../../test/fixtures/splitter/corpus/', import.meta.url);

test.for(readdirSync(corpus))('the kernel and the plain walk find the same in %s', (name) => {
  const sql = readFileSync(new URL(name, corpus), 'utf8');
  expectSame(sql);
  expectSame(sql, false);
  // Whatever the end of the chunk cuts through: each start puts it elsewhere.
  for (let shift = 1; shift < 40; shift++) expectSame(`${sql.slice(shift * 13)}\n${sql.repeat(3)}`);
});

const cases = JSON.parse(
  readFileSync(new URL('../../test/fixtures/splitter/cases.json', import.meta.url), 'utf8'),
) as readonly { readonly name: string; readonly sql?: string }[];

test.for(cases.filter(({ sql }) => sql !== undefined))(
  'the kernel and the plain walk find the same in case $name',
  ({ sql }) => {
    expectSame(sql ?? '');
    expectSame(`select 1;\n${sql};\nselect 2`);
  },
);

test('the kernel and the plain walk find the same in generated scripts and their beginnings', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (seed, cut) => {
      const sql = randomScript(seed, { statements: 8 });
      expectSame(sql);
      expectSame(sql.slice(0, cut % (sql.length + 1)));
    }),
    { numRuns: 1500 },
  );
});

test('the kernel and the plain walk find the same in noise', () => {
  const piece = fc.constantFrom(
    ...";|'|''|\"|$$|$a$|$1|$|(|)|\\|--|/*|*/|\n|\r\n|\r| |e'|E'\\|N'|b'|u&'|x|a$b|create function |begin atomic |end|copy t from stdin;\n|\\.\n|set standard_conforming_strings=off;|reset all;|é|Ļ|；|\u{1F418}|\u0141|\u3000|create rule |do (".split(
      '|',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (pieces, standard) => {
      expectSame(pieces.join(''), standard);
    }),
    { numRuns: 5000 },
  );
});

test('a statement longer than a chunk, and statements around its end', () => {
  const long = `insert into t values ('${"it''s; ".repeat(20_000)}')`;
  for (let shift = 0; shift < 66; shift++) {
    expectSame(`${' '.repeat(shift)}select 1;${long};select 2;`);
    expectSame(`${'-'.repeat(65_500 + shift)}\nselect '--', /* ; */ $a$;$a$, "x;" -- ;\n;select 2;`);
    expectSame(`${'x'.repeat(65_500 + shift)}/* ; */ ;;select e'\\'' ; select $$ ; $$;`);
  }
});

test('more statements than the table of the kernel holds', () => {
  expectSame(';select 1'.repeat(20_000));
  expectSame('a;'.repeat(70_000));
});
