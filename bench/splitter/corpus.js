// Varied, correct SQL of any size: the statements of the splitter's fixture corpus in random order, with fresh generated
// ones, rows and comments in between. The seed decides everything.
import { readdirSync, readFileSync } from 'node:fs';
import { split } from '@plumbline/engine/splitter';
import { numbers } from '../../packages/engine/test/splitter/random-numbers.js';
import { randomScript } from '../../packages/engine/test/splitter/random-script.js';

const fixtures = new URL('../../packages/engine/test/fixtures/splitter/corpus/', import.meta.url);

/** What people and pg_dump write every day: no splitter stumbles here. */
const EVERYDAY = ['dump.sql', 'migrations.sql', 'indexes-views.sql', 'tables.sql'];
// What is strewn with comments on purpose comes from the generator, in its share.
const EVERYTHING = readdirSync(fixtures).filter((file) => file !== 'strewn.sql');

/** Each statement of the fixtures with the comments before it and its `;`. */
function pieces(files) {
  return files.flatMap((file) => {
    const sql = readFileSync(new URL(file, fixtures), 'utf8');
    return split(sql).map(({ fullStart, fullEnd, copyData }) => ({
      sql: sql.slice(fullStart, fullEnd),
      copies: copyData !== null,
    }));
  });
}

/**
 * @param {number} length how many characters at least
 * @param {number} seed
 * @param {{ latin1?: boolean, everyday?: boolean }} [kind] `latin1`: no character beyond U+00FF; `everyday`: only what
 *   every splitter gets through, without what only psql understands
 */
export function corpus(length, seed, { latin1 = false, everyday = false } = {}) {
  const random = numbers(seed);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of Latin-1 begins with them
  const narrow = /^[\u0000-\u00ff]*$/;
  const fits = (sql) => !latin1 || narrow.test(sql);
  const usable = pieces(everyday ? EVERYDAY : EVERYTHING).filter(
    ({ sql, copies }) => fits(sql) && !(everyday && (copies || /^\\|\be'/im.test(sql))),
  );
  const parts = [];
  let total = 0;
  for (let count = 0; total < length; count++) {
    let part = usable[Math.floor(random() * usable.length)].sql;
    if (count % 30 === 29) part = `\n\n-- Part ${count}: what follows is new; nothing depends on it.\n`;
    if (!everyday && count % 20 === 19) part = generated(Math.floor(random() * 2 ** 31), fits);
    if (count % 400 === 399) part = rows(count, 40 + Math.floor(random() * 200));
    parts.push(part);
    total += part.length;
  }
  return parts.join('');
}

function generated(seed, fits) {
  const script = randomScript(seed, { statements: 3 });
  return fits(script) ? `${script}\n;\n` : '\n';
}

function rows(seed, count) {
  const values = Array.from(
    { length: count },
    (_, row) => `(${seed + row}, 'user ${row}', 'u${row}@example.com', '2024-01-01 00:00:00+00', NULL)`,
  );
  return `INSERT INTO app.people (id, name, email, created_at, note) VALUES\n  ${values.join(',\n  ')};\n`;
}
