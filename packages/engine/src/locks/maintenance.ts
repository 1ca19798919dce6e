import { type TokenReader, tokenReader } from '../diagnose/token-reader.ts';
import { allIn, type Footprint, footprint } from './footprint.ts';
import { readNames } from './read-names.ts';

/** REFRESH MATERIALIZED VIEW: with CONCURRENTLY readers go on. */
export function refresh(sql: string): Footprint {
  const reader = tokenReader(sql);
  reader.accept('refresh', 'materialized', 'view');
  const concurrent = reader.accept('concurrently');
  const relation = reader.name();
  return footprint({
    locks: [{ relation, mode: concurrent ? 'EXCLUSIVE' : 'ACCESS EXCLUSIVE' }],
    rewrites: concurrent ? 'no' : 'yes',
  });
}

/** REINDEX: writers of the table wait, and whoever would use the index. */
export function reindex(sql: string): Footprint {
  const reader = tokenReader(sql);
  reader.accept('reindex');
  const options = readOptions(reader);
  const target = reader.word;
  reader.advance();
  const concurrent = reader.accept('concurrently') || options.includes('concurrently');
  const relation = reader.name();
  if (target === 'table') {
    return footprint({
      locks: [{ relation, mode: concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE' }],
      rewrites: 'yes',
      notes: concurrent ? [] : ['Its indexes get ACCESS EXCLUSIVE: queries that would be planned with them wait.'],
    });
  }
  if (target === 'index') {
    const mode = concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE';
    return footprint({
      locks: [{ relation, mode }],
      rewrites: 'yes',
      notes: [`The table of the index gets ${concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE'}.`],
    });
  }
  return footprint({ rewrites: 'yes', notes: ['Every table that it comes to is locked in its turn.'] });
}

/** CLUSTER: the table is written anew. */
export function cluster(sql: string): Footprint {
  const reader = tokenReader(sql);
  reader.accept('cluster');
  readOptions(reader);
  reader.accept('verbose');
  const relation = reader.name();
  return footprint({ locks: [{ relation, mode: 'ACCESS EXCLUSIVE' }], rewrites: 'yes' });
}

/** VACUUM and ANALYZE stand in nobody's way; VACUUM FULL writes the table anew. */
export function vacuum(sql: string): Footprint {
  const reader = tokenReader(sql);
  const isVacuum = reader.accept('vacuum');
  if (!isVacuum) reader.advance();
  const words = readOptions(reader);
  while (['full', 'freeze', 'verbose', 'analyze', 'analyse'].includes(reader.word)) {
    words.push(reader.word);
    reader.advance();
  }
  const isFull = isVacuum && words.includes('full');
  const names = readNames(columnsSkipped(reader));
  return footprint({
    locks: allIn(isFull ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE', names),
    rewrites: isFull ? 'yes' : 'no',
    notes: names.length === 0 ? ['Without a name it goes over every table of the database.'] : [],
  });
}

/** `a (x, y), b`: lists of columns mean nothing here. */
function columnsSkipped(reader: TokenReader): TokenReader {
  return {
    ...reader,
    get token() {
      return reader.token;
    },
    get word() {
      return reader.word;
    },
    name() {
      const name = reader.name();
      if (reader.word === '(') reader.skipGroup();
      return name;
    },
  };
}

/** `(concurrently, verbose off)`: the options that are not switched off. */
function readOptions(reader: TokenReader): string[] {
  const options: string[] = [];
  if (!reader.accept('(')) return options;
  while (reader.token !== undefined && !reader.accept(')')) {
    const option = reader.word;
    reader.advance();
    const isOff = ['off', 'false', '0', "'off'", "'false'"].includes(reader.word);
    if (!isOff) options.push(option);
    while (reader.token !== undefined && reader.word !== ',' && reader.word !== ')') reader.advance();
    reader.accept(',');
  }
  return options;
}
