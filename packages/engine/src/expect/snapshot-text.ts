import { identityOf } from '../catalog/identity-of.ts';
import type { Origin } from '../verify/finding.ts';
import { objectShapes, trimmed } from './object-shapes.ts';
import type { Snapshot } from './snapshot.ts';

/** The layout of the file. A reader refuses a newer one. */
export const SNAPSHOT_LAYOUT = 1;

/**
 * The text of a snapshot: JSON, one object of the schema a line, in canonical order. The same migrations give the same
 * bytes; a column more is a line more in a review, and two branches that touch different tables merge.
 */
export function snapshotText({ files, catalog, origins, revisions, dropped }: Snapshot): string {
  const shapes = objectShapes(catalog.objects);
  const objects = catalog.objects.map((object) => {
    const identity = identityOf(object);
    const from = origins.get(identity);
    const revised = revisions.get(identity);
    return {
      ...trimmed(object, shapes.get(object.kind) ?? []),
      ...(from === undefined ? {} : { from: placeText(from) }),
      ...(revised === undefined ? {} : { revised: placeText(revised) }),
    };
  });
  const gone = [...dropped].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '{',
    `  "layout": ${SNAPSHOT_LAYOUT},`,
    `  "catalog": ${catalog.layout},`,
    `  "serverVersion": ${JSON.stringify(catalog.serverVersion)},`,
    `  "files": ${lines(files)},`,
    `  "shapes": ${lines([...shapes].map(([kind, fields]) => ({ kind, fields })))},`,
    `  "objects": ${lines(objects)},`,
    `  "dropped": ${lines(gone.map(([identity, by]) => ({ identity, by: placeText(by) })))}`,
    '}',
    '',
  ].join('\n');
}

/** `008_metrics:5:3`, line and number of the statement. */
function placeText({ migration, line, statement }: Origin): string {
  return `${migration}:${line}:${statement}`;
}

function lines(values: readonly object[]): string {
  if (values.length === 0) return '[]';
  return `[\n${values.map((value) => `    ${JSON.stringify(value)}`).join(',\n')}\n  ]`;
}
