// Compares the splitter with PostgreSQL's own parser, as libpg-query carries it.
import { loadModule, parseSync } from 'libpg-query';

/** Must be awaited once before anything else. */
export async function loadOracle() {
  await loadModule();
}

/**
 * What PostgreSQL's parser sees: where each statement's first token begins, and where its `;` stands, or the script ends.
 * Offsets are those of the string. Throws what libpg-query throws for a script that is not valid.
 */
export function parseBoundaries(script) {
  const { stmts = [] } = parseSync(script);
  const toUnits = byteToUnit(script);
  return stmts.map(({ stmt_location: location = 0, stmt_len: length = 0 }) => ({
    start: toUnits(location),
    close: length === 0 ? script.length : toUnits(location + length),
  }));
}

/**
 * Compares the statements of a valid script with what the parser sees.
 * @returns null when they agree, else a sentence
 */
export function disagreement(script, statements, expected = parseBoundaries(script)) {
  if (statements.length !== expected.length) {
    return `the parser sees ${expected.length} statements, the splitter ${statements.length}`;
  }
  for (const [index, { start, close }] of expected.entries()) {
    const statement = statements[index];
    if (statement.start !== start) return `statement ${index} begins at ${start}, not at ${statement.start}`;
    const rest = script.slice(statement.end, close);
    if (statement.end > close || !isTrivia(rest))
      return `statement ${index} ends before ${close}, not at ${statement.end}`;
    const terminated = script[close] === ';';
    if (statement.terminated !== terminated) return `statement ${index} is ${terminated ? '' : 'not '}terminated`;
    const isLast = index === expected.length - 1;
    const fullEnd = isLast ? script.length : close + 1;
    // COPY data is nothing that the parser knows of.
    if (statement.copyData === null && statement.fullEnd !== fullEnd)
      return `statement ${index} ends with all at ${fullEnd}, not at ${statement.fullEnd}`;
  }
  return null;
}

/** White space and comments only; told without the splitter's help. */
function isTrivia(text) {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text.startsWith('/*', at)) {
      depth++;
      at++;
    } else if (depth > 0 && text.startsWith('*/', at)) {
      depth--;
      at++;
    } else if (depth === 0 && text.startsWith('--', at)) {
      while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
    } else if (depth === 0 && !' \t\n\v\f\r'.includes(text[at])) return false;
  }
  return depth === 0;
}

/** libpg-query counts bytes. The offsets asked for must not go down. */
function byteToUnit(script) {
  const bytes = Buffer.from(script);
  if (bytes.length === script.length) return (offset) => offset;
  let byte = 0;
  let unit = 0;
  return (offset) => {
    unit += bytes.toString('utf8', byte, offset).length;
    byte = offset;
    return unit;
  };
}
