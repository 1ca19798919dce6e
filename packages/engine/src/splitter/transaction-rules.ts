import { CLOSE_PARENTHESIS, DOT, OPEN_PARENTHESIS } from './characters.ts';
import type { StatementText } from './command-kind.ts';
import { commitsInBody } from './do-body.ts';
import { isOn, optionsAfter, optionsAt } from './option-list.ts';
import { TokenCursor } from './token-cursor.ts';
import { ALLOWED, conditional, control, needsBlock, never, type TransactionRule } from './transaction-verdict.ts';

type Rule = (statement: StatementText, serverMajor: number) => TransactionRule;

/** Measured on PostgreSQL 15 and 18; versions in between, and 14, 16 and 17, by their documentation. Keyed by kind. */
export const TRANSACTION_RULES: Readonly<Record<string, Rule>> = {
  'ALTER DATABASE': alterDatabase,
  'ALTER SUBSCRIPTION': alterSubscription,
  'ALTER SYSTEM': () => never('ALTER SYSTEM'),
  'ALTER TABLE': alterTable,
  'ALTER TYPE': alterType,
  BEGIN: () => control('BEGIN'),
  CALL: () => conditional('Fails inside a transaction block when the procedure commits or rolls back.'),
  CLUSTER: cluster,
  COMMIT: () => control('COMMIT'),
  'COMMIT PREPARED': () => never('COMMIT PREPARED'),
  'CREATE DATABASE': () => never('CREATE DATABASE'),
  'CREATE INDEX': (statement) => concurrently(statement, 'index', 'CREATE INDEX CONCURRENTLY'),
  'CREATE SUBSCRIPTION': createSubscription,
  'CREATE TABLESPACE': () => never('CREATE TABLESPACE'),
  'DECLARE CURSOR': declareCursor,
  'DISCARD ALL': () => never('DISCARD ALL'),
  DO: doBlock,
  'DROP DATABASE': () => never('DROP DATABASE'),
  'DROP INDEX': (statement) => concurrently(statement, 'index', 'DROP INDEX CONCURRENTLY'),
  'DROP SUBSCRIPTION': () =>
    conditional('Fails inside a transaction block unless the subscription has no replication slot (slot_name = NONE).'),
  'DROP TABLESPACE': () => never('DROP TABLESPACE'),
  'LOCK TABLE': () => needsBlock('LOCK TABLE fails outside a transaction block.'),
  'PREPARE TRANSACTION': () => control('PREPARE TRANSACTION'),
  REINDEX: reindex,
  RELEASE: () => needsBlock('RELEASE SAVEPOINT fails outside a transaction block.'),
  ROLLBACK: () => control('ROLLBACK'),
  'ROLLBACK PREPARED': () => never('ROLLBACK PREPARED'),
  'ROLLBACK TO SAVEPOINT': () => needsBlock('ROLLBACK TO SAVEPOINT fails outside a transaction block.'),
  SAVEPOINT: () => needsBlock('SAVEPOINT fails outside a transaction block.'),
  SELECT: select,
  SET: set,
  'SET CONSTRAINTS': () => needsBlock('SET CONSTRAINTS has no effect outside a transaction block.'),
  'START TRANSACTION': () => control('START TRANSACTION'),
  VACUUM: () => never('VACUUM'),
};

function read(statement: StatementText): TokenCursor {
  return new TokenCursor(statement.text, 0, statement.text.length, statement.standardConformingStrings);
}

/** Moves on until the cursor stands on the word, outside parentheses. */
function find(cursor: TokenCursor, word: string): boolean {
  let depth = 0;
  while (cursor.advance()) {
    if (depth === 0 && cursor.is(word)) return true;
    if (cursor.isPunctuation(OPEN_PARENTHESIS)) depth++;
    else if (cursor.isPunctuation(CLOSE_PARENTHESIS)) depth--;
  }
  return false;
}

function concurrently(statement: StatementText, object: string, command: string): TransactionRule {
  const cursor = read(statement);
  return find(cursor, object) && cursor.advance() && cursor.is('concurrently') ? never(command) : ALLOWED;
}

function reindex(statement: StatementText): TransactionRule {
  const cursor = read(statement);
  cursor.advance();
  if (!cursor.advance()) return ALLOWED;
  if (cursor.isPunctuation(OPEN_PARENTHESIS)) {
    if (isOn(optionsAt(cursor).get('concurrently'))) return never('REINDEX CONCURRENTLY');
    if (!cursor.advance()) return ALLOWED;
  }
  const target = cursor.text.toUpperCase();
  if (target === 'SCHEMA' || target === 'DATABASE' || target === 'SYSTEM') return never(`REINDEX ${target}`);
  if (cursor.advance() && cursor.is('concurrently')) return never('REINDEX CONCURRENTLY');
  return {
    class: 'allowed',
    reason: `PostgreSQL refuses it inside a transaction block when the ${target.toLowerCase()} is partitioned.`,
  };
}

/** CLUSTER [VERBOSE] and CLUSTER (options) without a table go over the whole database. */
function cluster(statement: StatementText): TransactionRule {
  const cursor = read(statement);
  cursor.advance();
  let more = cursor.advance();
  if (more && cursor.isPunctuation(OPEN_PARENTHESIS)) {
    optionsAt(cursor);
    more = cursor.advance();
  } else if (more && cursor.is('verbose')) more = cursor.advance();
  if (!more) return never('CLUSTER without a table');
  return {
    class: 'allowed',
    reason: 'PostgreSQL refuses it inside a transaction block when the table is partitioned.',
  };
}

/** ALTER DATABASE name SET TABLESPACE; every other form runs in a block. */
function alterDatabase(statement: StatementText): TransactionRule {
  const cursor = read(statement);
  for (let skipped = 0; skipped < 3; skipped++) cursor.advance();
  const moves = cursor.advance() && cursor.is('set') && cursor.advance() && cursor.is('tablespace');
  return moves ? never('ALTER DATABASE ... SET TABLESPACE') : ALLOWED;
}

function alterTable(statement: StatementText, serverMajor: number): TransactionRule {
  const cursor = read(statement);
  while (serverMajor >= 14 && find(cursor, 'detach')) {
    if (!cursor.advance() || !cursor.is('partition') || !cursor.advance()) continue;
    let more = cursor.advance();
    while (more && cursor.isPunctuation(DOT)) more = cursor.advance() && cursor.advance();
    if (more && cursor.is('concurrently')) return never('ALTER TABLE ... DETACH PARTITION CONCURRENTLY');
  }
  return ALLOWED;
}

function alterType(statement: StatementText, serverMajor: number): TransactionRule {
  const cursor = read(statement);
  if (!find(cursor, 'add') || !cursor.advance() || !cursor.is('value')) return ALLOWED;
  if (serverMajor < 12) return never('ALTER TYPE ... ADD VALUE');
  return { class: 'allowed', reason: 'The new value cannot be used before the transaction has committed (55P04).' };
}

function createSubscription(statement: StatementText): TransactionRule {
  const options = optionsAfter(read(statement), 'with');
  const without = (name: string): boolean => options.has(name) && !isOn(options.get(name));
  if (without('connect') || without('create_slot')) return ALLOWED;
  return conditional('Fails inside a transaction block unless connect = false or create_slot = false.');
}

function alterSubscription(statement: StatementText, serverMajor: number): TransactionRule {
  const cursor = read(statement);
  for (let skipped = 0; skipped < 3; skipped++) cursor.advance();
  if (!cursor.advance()) return ALLOWED;
  const verb = cursor.text.toLowerCase();
  const next = cursor.advance() ? cursor.text.toLowerCase() : '';
  if (verb === 'refresh') return conditional('REFRESH PUBLICATION fails inside a transaction block.');
  if (next === 'publication' && (verb === 'set' || verb === 'add' || verb === 'drop')) {
    const refresh = optionsAfter(cursor, 'with').get('refresh');
    if (refresh !== undefined && !isOn(refresh)) return ALLOWED;
    return conditional('Fails inside a transaction block unless refresh = false.');
  }
  if (verb === 'set' && next === '(') {
    const options = optionsAt(cursor);
    if (serverMajor >= 17 && options.has('failover'))
      return conditional('SET (failover) fails inside a transaction block.');
    if (serverMajor >= 18 && options.has('two_phase') && !isOn(options.get('two_phase'))) {
      return conditional('SET (two_phase = false) fails inside a transaction block.');
    }
  }
  return ALLOWED;
}

function declareCursor(statement: StatementText): TransactionRule {
  const cursor = read(statement);
  if (!find(cursor, 'cursor')) return ALLOWED;
  const holds = cursor.advance() && cursor.is('with') && cursor.advance() && cursor.is('hold');
  return holds ? ALLOWED : needsBlock('DECLARE CURSOR without HOLD fails outside a transaction block.');
}

function doBlock(statement: StatementText): TransactionRule {
  if (!commitsInBody(read(statement))) return ALLOWED;
  return { class: 'never', reason: 'Its body commits or rolls back, which fails inside a transaction block (2D000).' };
}

function select(statement: StatementText): TransactionRule {
  if (!/pg_create_logical_replication_slot/i.test(statement.text)) return ALLOWED;
  if (!hasWordAnywhere(read(statement), 'pg_create_logical_replication_slot')) return ALLOWED;
  return conditional('Calling pg_create_logical_replication_slot() fails in a transaction that has written.');
}

function hasWordAnywhere(cursor: TokenCursor, word: string): boolean {
  while (cursor.advance()) if (cursor.is(word)) return true;
  return false;
}

function set(statement: StatementText): TransactionRule {
  const cursor = read(statement);
  cursor.advance();
  if (!cursor.advance()) return ALLOWED;
  if (cursor.is('local')) return needsBlock('SET LOCAL has no effect outside a transaction block.');
  if (!cursor.is('transaction')) return ALLOWED;
  return needsBlock('SET TRANSACTION has no effect outside a transaction block.');
}
