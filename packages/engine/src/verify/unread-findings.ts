import type { Catalog } from '../catalog/catalog.ts';
import { identityOf } from '../catalog/identity-of.ts';
import type { Finding } from './finding.ts';
import { makeFinding } from './make-finding.ts';
import { subject } from './words/subject.ts';

/** What could not be read on one of the sides: worth knowing, and no difference. */
export function unreadFindings(...catalogs: readonly Catalog[]): readonly Finding[] {
  return catalogs.flatMap(({ objects, unread }) => {
    const names = new Set(unread);
    if (names.size === 0) return [];
    return objects
      .filter((object) => names.has(identityOf(object)))
      .map((object) =>
        makeFinding('unread', object, {
          expected: null,
          actual: null,
          message: `${subject(object)} was locked or going away, and was not compared.`,
          why: 'Whether it is as it should be is not known.',
          remedy: ['Verify again when the change that holds it is done.'],
        }),
      );
  });
}
