import type { CatalogObject } from '../../catalog/catalog-object.ts';
import { identityOf } from '../../catalog/identity-of.ts';
import { qualifiedName } from '../../catalog/qualified-name.ts';
import type { ViewObject } from '../../catalog/relation-objects.ts';

/**
 * The views that show one of the relations, and the views on those, outermost first: PostgreSQL changes no column under
 * a view, and drops no view under another one. What the texts name is what they show: in them every name has its schema.
 */
export function viewsInTheWay(relations: readonly string[], objects: readonly CatalogObject[]): readonly ViewObject[] {
  const views = objects.filter((one): one is ViewObject => one.kind === 'view' || one.kind === 'materialized view');
  const found: ViewObject[] = [];
  let names = relations;
  while (names.length > 0) {
    const next = views.filter((view) => names.some((name) => mentions(view, name)) && !names.includes(nameOf(view)));
    // One that was found before goes further out.
    for (const view of next) {
      const at = found.findIndex((one) => identityOf(one) === identityOf(view));
      if (at >= 0) found.splice(at, 1);
      found.unshift(view);
    }
    names = next.map(nameOf);
  }
  return found;
}

function nameOf({ schema, name }: ViewObject): string {
  return qualifiedName(schema, name);
}

function mentions({ text }: ViewObject, name: string): boolean {
  const at = text?.indexOf(name) ?? -1;
  return at >= 0 && text !== null && new RegExp(`(?<![\\w"$.])${escaped(name)}(?![\\w"$])`).test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
