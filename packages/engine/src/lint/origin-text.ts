import type { Origin } from './chain/command.ts';

/** `001_initial_schema.sql:12`, as it stands in a sentence. */
export function originText({ file, place }: Origin): string {
  return `${file.migration.name}.sql:${place.line}`;
}
