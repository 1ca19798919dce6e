// Compares the splitter with PostgreSQL's parser on generated scripts, and its kernel with its plain walk.
//
//   node bench/splitter-fuzz.js --count 1000000 --seed 1
//
// Every script is made from its own seed, which is printed for each disagreement: --count 1 --seed N makes it again.
import { parseArgs } from 'node:util';
import { split } from '@plumbline/engine/splitter';
import { disagreement, loadOracle, parseBoundaries } from '../packages/engine/test/splitter/oracle.js';
import { randomScript } from '../packages/engine/test/splitter/random-script.js';

/** Long enough for the kernel to be used: the same script is split again behind this, and must give the same. */
const PADDING = `${' '.repeat(9000)}\n`;

const { values } = parseArgs({
  options: { count: { type: 'string' }, seed: { type: 'string' }, show: { type: 'boolean' } },
});
const count = Number(values.count ?? 10_000);
const first = Number(values.seed ?? 1);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(first)) {
  console.error('--count must be a whole number of at least 1, --seed a whole number.');
  process.exit(2);
}

await loadOracle();
const began = Date.now();
const totals = { scripts: 0, statements: 0, characters: 0, refused: 0, disagreements: 0 };
for (let seed = first; seed < first + count; seed++) {
  const script = randomScript(seed);
  if (values.show) console.log(script);
  check(seed, script);
  if (totals.scripts % 100_000 === 0) console.log(`${totals.scripts} scripts, ${totals.disagreements} disagreements`);
}
const seconds = ((Date.now() - began) / 1000).toFixed(0);
console.log(`${JSON.stringify(totals)} in ${seconds} s, seeds ${first} to ${first + count - 1}`);
process.exit(totals.disagreements === 0 ? 0 : 1);

function check(seed, script) {
  totals.scripts++;
  totals.characters += script.length;
  let expected;
  try {
    expected = parseBoundaries(script);
  } catch (error) {
    // The generator means to make valid scripts only: what the parser refuses is shown, and counted apart.
    totals.refused++;
    if (totals.refused <= 5) console.log(`seed ${seed}: the parser refuses it: ${error.message}\n${script}\n`);
    return;
  }
  totals.statements += expected.length;
  const fault = faultOf(script, expected);
  if (fault === null) return;
  totals.disagreements++;
  if (totals.disagreements <= 20) console.log(`seed ${seed}: ${fault}\n${JSON.stringify(script)}\n`);
}

function faultOf(script, expected) {
  try {
    const plain = split(script);
    const fault = disagreement(script, plain, expected);
    if (fault !== null) return fault;
    for (const { text } of plain) {
      const again = split(text);
      if (again.length !== 1 || again[0].text !== text) return `a statement does not split into itself: ${text}`;
    }
    const padded = split(PADDING + script);
    const same = padded.length === plain.length && padded.every((statement, index) => isSame(statement, plain[index]));
    return same ? null : 'the kernel and the plain walk disagree';
  } catch (error) {
    return `the splitter refuses it: ${error.message} at ${error.line}:${error.column}`;
  }
}

function isSame(padded, plain) {
  const shift = PADDING.length;
  return (
    padded.start === plain.start + shift && padded.end === plain.end + shift && padded.fullEnd === plain.fullEnd + shift
  );
}
