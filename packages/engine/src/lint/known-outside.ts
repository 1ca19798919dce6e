import type { Subject } from './rule.ts';

/**
 * The relations that released files use although no file makes them: they were there when those ran, so somebody else
 * makes them, an extension or a time before the first file.
 */
export function knownOutside({ steps, schema }: Subject): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { command, changes } of steps) {
    if (command.file.isNew) continue;
    for (const change of changes) {
      if (change.is === 'missing-relation' && !schema.everCreated.has(change.name)) names.add(change.name);
    }
  }
  return names;
}
