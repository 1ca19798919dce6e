import type { Node } from 'libpg-query';

/** The texts of a list of name parts. */
export function strings(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
}

/** A name that may have a schema. */
export interface QualifiedName {
  readonly schema: string | null;
  readonly name: string;
}

/** The last two parts of a name of one to three. */
export function qualifiedName(parts: readonly string[]): QualifiedName {
  return { schema: parts.at(-2) ?? null, name: parts.at(-1) ?? '' };
}
