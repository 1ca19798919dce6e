import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { offsetAt, PlumblineError, sourceFrame } from '@plumbline/engine';

/**
 * The error with its place in the file shown, when it has a position and no frame yet: a file that is refused before it
 * runs. What cannot be read again is left as it is.
 */
export function withFrame(error: PlumblineError | null, cwd: string): PlumblineError | null {
  const { position, frame } = error?.details ?? {};
  if (error === null || position === undefined || frame !== undefined) return error;
  try {
    const sql = readFileSync(resolve(cwd, position.file), 'utf8');
    const offset = offsetAt(sql, position.line, position.column);
    return new PlumblineError(
      error.code,
      error.message,
      { ...error.details, frame: sourceFrame({ sql, offset }) },
      error.cause,
    );
  } catch {
    return error;
  }
}
