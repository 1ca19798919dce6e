import { PlumblineError } from '../errors.ts';

export interface MigrationName {
  /** The file's stem, its identity: `008_performance_monitoring`. */
  readonly name: string;
  /** The leading digits as a number; null when the name has none. */
  readonly number: number | null;
}

/**
 * Takes the identity and the number out of a file name.
 *
 * @param fileName `008_performance_monitoring.sql`, or the stem alone
 * @throws PlumblineError `invalid-file-name` when the number has more than 15 digits: it could not be ordered exactly
 */
export function parseFileName(fileName: string): MigrationName {
  const name = fileName.endsWith('.sql') ? fileName.slice(0, -4) : fileName;
  const digits = /^\d+/.exec(name)?.[0] ?? null;
  if (name === '' || (digits !== null && digits.replace(/^0+/, '').length > 15)) {
    throw new PlumblineError('invalid-file-name', `The file name "${fileName}" cannot be ordered.`, {
      remedy: [
        'Begin the name with a number of at most 15 digits, such as 022_add_invoices.sql or 20260131120000_add_invoices.sql.',
      ],
    });
  }
  return { name, number: digits === null ? null : Number(digits) };
}

/** The order in which migrations run: by number, then by name; those without a number come last, by name. */
export function compareNames(a: MigrationName, b: MigrationName): number {
  const left = a.number ?? Number.POSITIVE_INFINITY;
  const right = b.number ?? Number.POSITIVE_INFINITY;
  if (left !== right) return left < right ? -1 : 1;
  // Plain comparison: the order must not depend on anybody's locale.
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
