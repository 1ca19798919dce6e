import type { BodyBlock, BodyHandler, BodyNode } from './body-tree.ts';

/**
 * What an EXCEPTION section does with an error of its block: `nothing` when every error goes on its way, `duplicates`
 * when only what exists already is passed over, `anything` when any error is lost, `chosen` when the file names the
 * errors that it expects, or does something else instead.
 */
export type Swallowing = 'nothing' | 'duplicates' | 'chosen' | 'anything';

const DUPLICATES: ReadonlySet<string> = new Set([
  ...['duplicate_table', 'duplicate_object', 'duplicate_column', 'duplicate_schema', 'duplicate_function'],
  ...['duplicate_alias', 'unique_violation', '42p07', '42710', '42701', '42p06', '42723', '23505'],
  // CREATE TABLE with a second primary key, and the like.
  ...['invalid_table_definition', '42p16'],
]);
/** Words that begin a statement by which a handler makes up for what failed. */
const REMEDIES: ReadonlySet<string> = new Set(['create', 'alter', 'drop', 'execute', 'call', 'perform']);

export function swallowing({ handlers }: BodyBlock): Swallowing {
  const kinds = handlers.map(handlerSwallows);
  if (kinds.includes('anything')) return 'anything';
  if (kinds.includes('chosen')) return 'chosen';
  return kinds.includes('duplicates') ? 'duplicates' : 'nothing';
}

function handlerSwallows({ conditions, body }: BodyHandler): Swallowing {
  if (body.some(isRaised)) return 'nothing';
  if (conditions.every((condition) => DUPLICATES.has(condition))) return 'duplicates';
  const isDeliberate = !conditions.includes('others') || everyNode(body).some(isRemedy);
  return isDeliberate ? 'chosen' : 'anything';
}

/** RAISE that ends the handler with an error: alone, or with EXCEPTION, which is what it does without a level. */
function isRaised(node: BodyNode): boolean {
  if (node.is !== 'statement' || node.word !== 'raise') return false;
  const level = node.tokens[1]?.text.toLowerCase();
  return !['debug', 'log', 'info', 'notice', 'warning'].includes(level ?? '');
}

/** A RAISE under a condition is a choice too. */
function isRemedy(node: BodyNode): boolean {
  return node.is === 'statement' && (REMEDIES.has(node.word) || isRaised(node));
}

function everyNode(nodes: readonly BodyNode[]): readonly BodyNode[] {
  return nodes.flatMap((node) => (node.is === 'statement' ? [node] : [node, ...everyNode(node.body)]));
}
