import type { Node } from 'libpg-query';
import { searchPath } from '../../declared/search-path.ts';
import { type Applying, isCertain } from './applying.ts';

/** SET search_path: where names without a schema are looked for in the rest of the file. */
export function applySession(applying: Applying, node: Node): void {
  const path = searchPath(node);
  if (path === undefined) return;
  applying.schema.path = isCertain(applying) ? path : 'unknown';
}
