import { catalogChanges, objectMap } from './catalog-changes.ts';
import { fileDifferences, type Snapshot } from './snapshot.ts';
import { snapshotText } from './snapshot-text.ts';

/** How a snapshot differs from one that was just made, a line each; empty when it says the same. */
export function snapshotDifferences(before: Snapshot, made: Snapshot): readonly string[] {
  const { serverVersion } = made.catalog;
  const asMade = { ...before, catalog: { ...before.catalog, serverVersion } };
  if (snapshotText(asMade) === snapshotText(made)) return [];
  const words = { created: 'is not in it', changed: 'is not as it has it', dropped: 'is not made any more' };
  const objects = catalogChanges(objectMap(before.catalog), objectMap(made.catalog));
  const all = [
    ...fileDifferences(before.files, made.files),
    ...objects.map(({ identity, change }) => `${identity} ${words[change]}`),
  ];
  return all.length > 0 ? all : ['the places in the files are not those that it has'];
}
