/** How to read a script; see {@link split}. */
export interface SplitOptions {
  /**
   * The server's `standard_conforming_strings` when the script begins: true (the default) makes a backslash in `'...'` an
   * ordinary character. SET and RESET of it inside the script are followed.
   */
  readonly standardConformingStrings?: boolean;
  /**
   * psql's variables (`:name`, `:'name'`, `:"name"`, `:{?name}`): `keep` (the default) leaves them in the statement, as
   * psql does with unknown ones; `refuse` throws a SplitError for the first.
   */
  readonly psqlVariables?: 'keep' | 'refuse';
}

const NAMES = ['standardConformingStrings', 'psqlVariables'];

/** @throws TypeError with a full sentence for anything that is not as {@link SplitOptions} says */
export function checkSplitOptions(sql: unknown, options: SplitOptions): void {
  if (typeof sql !== 'string' && !(sql instanceof Uint8Array)) {
    throw new TypeError(`split needs a string or a Uint8Array with the script; it was given ${nameOf(sql)}.`);
  }
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`The options of split must be an object; they were ${nameOf(options)}.`);
  }
  for (const name of Object.keys(options)) {
    if (NAMES.includes(name)) continue;
    throw new TypeError(`split has no option ${JSON.stringify(name)}; it knows ${NAMES.join(' and ')}.`);
  }
  const { standardConformingStrings, psqlVariables } = options;
  if (standardConformingStrings !== undefined && typeof standardConformingStrings !== 'boolean') {
    throw new TypeError(
      `standardConformingStrings must be true or false; it was ${nameOf(standardConformingStrings)}.`,
    );
  }
  if (psqlVariables !== undefined && psqlVariables !== 'keep' && psqlVariables !== 'refuse') {
    throw new TypeError(`psqlVariables must be 'keep' or 'refuse'; it was ${nameOf(psqlVariables)}.`);
  }
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return typeof value === 'string' ? JSON.stringify(value) : `a value of type ${typeof value}`;
}
