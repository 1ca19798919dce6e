import type { CommentObject } from '../../catalog/annotation-objects.ts';
import { writtenLiteral } from '../../spelling/written-literal.ts';
import { type LoneCheck, loneCheck, type PairCheck, pairCheck, type Verdict } from '../check.ts';

const verdict = ({ on }: CommentObject, has: string): Verdict => ({
  message: `The comment of ${on} ${has}.`,
  why: 'Whoever reads it learns something else; nothing breaks.',
  remedy: ['Set it by COMMENT ON, in a new migration.'],
});

export const commentDiffers: PairCheck = pairCheck('comment-differs', ['comment'], (expected, live) => {
  if (expected.comment === live.comment) return null;
  return {
    expected: writtenLiteral(expected.comment),
    actual: writtenLiteral(live.comment),
    ...verdict(expected, 'is another one'),
  };
});

export const commentMissing: LoneCheck = loneCheck('comment-differs', ['comment'], (comment) =>
  verdict(comment, 'is not there'),
);

export const extraComment: LoneCheck = loneCheck('comment-differs', ['comment'], (comment) =>
  verdict(comment, 'is there, and no migration makes it'),
);
