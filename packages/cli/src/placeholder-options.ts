import type { MigrateOptions } from '@plumbline/engine';
import type { FlagValues } from './flags.ts';

/** What `${name}` in a file stands for, as the engine takes it: whatever reads the files has to read them so. */
export function placeholderOptions({
  placeholders,
  placeholdersInBodies,
}: FlagValues): Pick<MigrateOptions, 'placeholders' | 'placeholdersInBodies'> {
  return { placeholders, placeholdersInBodies };
}
