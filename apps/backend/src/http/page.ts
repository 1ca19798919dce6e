import { type TSchema, Type } from 'typebox';
import { HttpProblem } from './problems.ts';
import { MaybeText } from './schemas.ts';

/** How much of a list, and from where: a place in the order, so a page costs the same however far back it is. */
export const PageQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    after: Type.Optional(Type.String({ maxLength: 200, description: 'The `next` of the page before.' })),
  },
  { additionalProperties: false },
);

/** A page of a list; `next` is null on the last one. */
export function Page<Item extends TSchema>(item: Item) {
  return Type.Object({ items: Type.Array(item), next: MaybeText });
}

/** Makes a page of one row more than was asked for: the extra one shows that there is a next page. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
): { readonly items: Row[]; readonly next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? encode(keyOf(last)) : null };
}

/**
 * The place that `after` names.
 *
 * @throws HttpProblem `invalid-request` when it is none of ours
 */
export function placeOf(after: string | undefined, length: number): readonly (string | number | null)[] {
  if (after === undefined) return Array.from({ length }, () => null);
  try {
    const place: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    if (isPlace(place) && place.length === length) return place;
  } catch {
    // Falls through to the refusal: it was not made by us.
  }
  throw new HttpProblem('invalid-request', 'The place in `after` is none that a page has given.');
}

function encode(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function isPlace(value: unknown): value is readonly (string | number)[] {
  return Array.isArray(value) && value.every((part) => typeof part === 'string' || Number.isSafeInteger(part));
}
