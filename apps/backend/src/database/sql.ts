import { readFileSync } from 'node:fs';

/** One query of this service: its name for logs and its text. */
export interface Sql {
  /** Folder and file under `sql/`, such as `auth/find-login`. */
  readonly name: string;
  readonly text: string;
}

/**
 * A named query from `sql/`, read when its module is loaded, so that a missing file ends the start and not a request.
 *
 * @param name folder and file, such as `auth/find-login`
 */
export function sql(name: string): Sql {
  return { name, text: readFileSync(new URL(`../../sql/${name}.sql`, import.meta.url), 'utf8') };
}
