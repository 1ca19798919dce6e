import { type BodyBlock, type BodyNode, type BodyStatement, bodyTree } from '../../declared/body-tree.ts';
import { doBody } from '../../declared/do-body.ts';
import { placeIn } from '../../declared/place.ts';
import { swallowing } from '../../declared/swallows.ts';
import type { Rule } from '../rule.ts';

export const swallowedException: Rule = {
  id: 'swallowed-exception',
  severity: 'error',
  summary: 'An EXCEPTION block swallows every error of statements that change the schema.',
  why: 'Whatever goes wrong, the file succeeds and is recorded as applied, and the schema lacks what it says.',
  *check({ files }) {
    for (const file of files) {
      for (const source of file.sources) {
        if (source.statement.kind !== 'DO') continue;
        const { standardConformingStrings: strings } = source.statement;
        const body = doBody(source.text, strings);
        const tree = body?.language === 'plpgsql' ? bodyTree(body.text, strings) : null;
        for (const block of blocksIn(tree ?? [])) {
          if (body === null || swallowing(block) !== 'anything' || !everyStatement(block.body).some(changesSchema))
            continue;
          yield {
            at: { file, place: placeIn(source, body.offsetOf(block.exceptionAt)) },
            statement: source.statement.index,
            message: 'This EXCEPTION block swallows every error of the statements above it.',
            remedy: [
              'Name the errors that are expected, such as WHEN duplicate_object, or end the handler with RAISE.',
              'Or ask first: IF NOT EXISTS (SELECT FROM pg_constraint WHERE ...) THEN ... END IF.',
            ],
          };
        }
      }
    }
  },
};

function blocksIn(nodes: readonly BodyNode[]): readonly BodyBlock[] {
  return nodes.flatMap((node): readonly BodyBlock[] => {
    if (node.is === 'statement') return [];
    if (node.is === 'branch') return blocksIn(node.body);
    return [node, ...blocksIn(node.body), ...node.handlers.flatMap(({ body }) => blocksIn(body))];
  });
}

/** The statements whose errors come to the handlers of the block around them. */
function everyStatement(nodes: readonly BodyNode[]): readonly BodyStatement[] {
  return nodes.flatMap((node): readonly BodyStatement[] => {
    if (node.is === 'statement') return [node];
    // What a block within catches by itself does not come here.
    return node.is === 'block' && swallowing(node) === 'anything' ? [] : everyStatement(node.body);
  });
}

/** Extensions are the one thing that files try for, and do without where the server has not got them. */
function changesSchema({ word, tokens }: BodyStatement): boolean {
  const second = tokens[1]?.text.toLowerCase() ?? '';
  if (word === 'create' || word === 'alter' || word === 'drop') return second !== 'extension';
  if (word !== 'execute') return false;
  const text = tokens.map((token) => token.text).join(' ');
  return /\b(?:create|alter|drop)\b(?!\s+extension)/i.test(text);
}
