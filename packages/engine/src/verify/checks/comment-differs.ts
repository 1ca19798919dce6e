import type { CommentObject } from '../../catalog/annotation-objects.ts';
import { writtenLiteral } from '../../spelling/written-literal.ts';
import { type LoneCheck, loneCheck, type PairCheck, pairCheck, type Verdict } from '../check.ts';
import type { AgainstWords } from '../words/against-words.ts';

const verdict = ({ on }: CommentObject, has: string, against: AgainstWords): Verdict => ({
  message: `The comment of ${on} ${has}.`,
  why: 'Whoever reads it learns something else; nothing breaks.',
  remedy: [against.either('Set it by COMMENT ON, in a new migration.', 'Set it by COMMENT ON.')],
});

export const commentDiffers: PairCheck = pairCheck('comment-differs', ['comment'], (expected, live, { against }) => {
  if (expected.comment === live.comment) return null;
  return {
    expected: writtenLiteral(expected.comment),
    actual: writtenLiteral(live.comment),
    ...verdict(expected, 'is another one', against),
  };
});

export const commentMissing: LoneCheck = loneCheck('comment-differs', ['comment'], (comment, { against }) =>
  verdict(comment, 'is not there', against),
);

export const extraComment: LoneCheck = loneCheck('comment-differs', ['comment'], (comment, { against }) =>
  verdict(comment, `is there, and ${against.lacks()}`, against),
);
