import type { TokenReader } from '../diagnose/token-reader.ts';
import { type Footprint, together } from './footprint.ts';

const SERIALS: ReadonlySet<string> = new Set(['serial', 'bigserial', 'smallserial', 'serial2', 'serial4', 'serial8']);
/** Functions that give each row a value of its own. */
export const volatileFunctions: ReadonlySet<string> = new Set(
  (
    'random gen_random_uuid uuid_generate_v4 uuid_generate_v1 uuidv4 uuidv7 clock_timestamp timeofday nextval ' +
    'gen_random_bytes txid_current'
  ).split(' '),
);
/** Functions that give one value in a statement: all rows share it, and none has to be written. */
const STEADY: ReadonlySet<string> = new Set(
  'now statement_timestamp transaction_timestamp current_setting to_timestamp make_interval jsonb_build_object jsonb_build_array array'.split(
    ' ',
  ),
);

/** What is said after the name of a column that is added. */
export interface AddedColumn {
  readonly rewrites: Footprint['rewrites'];
  /** Where its foreign keys point to. */
  readonly targets: readonly (readonly string[])[];
}

/**
 * Reads type, default and constraints of ADD COLUMN. A table is written anew when each row gets a value of its own: a
 * volatile default, an identity, a serial, a stored generated column.
 *
 * @param serverMajor since 18 a generated column is virtual unless it says STORED
 */
export function readAddedColumn(reader: TokenReader, serverMajor: number): AddedColumn {
  let rewrites: Footprint['rewrites'] = SERIALS.has(reader.word) ? 'yes' : 'no';
  const targets: (readonly string[])[] = [];
  while (reader.token !== undefined && reader.word !== ',') {
    if (reader.accept('references')) targets.push(reader.name());
    else if (reader.accept('generated')) rewrites = together(rewrites, readGenerated(reader, serverMajor));
    else if (reader.accept('default')) rewrites = together(rewrites, readDefault(reader));
    else reader.skipGroup();
  }
  return { rewrites, targets };
}

function readGenerated(reader: TokenReader, serverMajor: number): Footprint['rewrites'] {
  while (reader.token !== undefined && reader.word !== ',' && !['as', 'identity'].includes(reader.word))
    reader.advance();
  reader.accept('as');
  if (reader.accept('identity')) return 'yes';
  reader.skipGroup();
  return reader.accept('stored') || serverMajor < 18 ? 'yes' : 'no';
}

/** Every function that is called in a default, up to the next constraint. */
function readDefault(reader: TokenReader): Footprint['rewrites'] {
  let rewrites: Footprint['rewrites'] = 'no';
  let previous = '';
  let depth = 0;
  while (reader.token !== undefined) {
    const { word } = reader;
    if (depth === 0 && (word === ',' || END.has(word))) break;
    if (word === '(') {
      depth += 1;
      if (/^[a-z_]\w*$/.test(previous) && !STEADY.has(previous))
        rewrites = together(rewrites, volatileFunctions.has(previous) ? 'yes' : 'maybe');
    }
    if (word === ')') depth -= 1;
    if (depth < 0) break;
    previous = reader.token.type === 'word' ? word : '';
    reader.advance();
  }
  return rewrites;
}

const END: ReadonlySet<string> = new Set('not constraint primary unique references check generated collate'.split(' '));
