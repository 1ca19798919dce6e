import { PlumblineError } from '../errors.ts';
import { type Settings, settingsOf } from '../runner/options.ts';
import { severities } from '../verify/finding.ts';
import { findingCodes } from '../verify/finding-codes.ts';
import type { VerifyOptions } from './verify-options.ts';

const CHOICES: readonly unknown[] = ['auto', 'recorded', 'snapshot', 'replay'];

/**
 * Checks the options, and has the defaults filled in of those that migrating knows too.
 *
 * @throws PlumblineError `invalid-options`
 */
export function verifySettings(options: VerifyOptions): Settings {
  const { expected = 'auto', scratch, schemas, failOn, ...rest } = options;
  const { annotations: _annotations, allow = [], allowPending: _allowPending, ...source } = rest;
  const isGiven = typeof expected === 'object';
  if (!isGiven && !CHOICES.includes(expected))
    refuse(`The option "expected" must be ${CHOICES.map((choice) => `"${String(choice)}"`).join(', ')} or a catalog.`);
  if (failOn !== undefined && !severities.includes(failOn))
    refuse(`The option "failOn" must be one of ${severities.join(', ')}.`);
  if (scratch !== undefined && typeof scratch !== 'function')
    refuse('The option "scratch" must be a function that makes an empty database.');
  if (expected === 'replay' && scratch === undefined) refuse('"expected: replay" needs the option "scratch".');
  if (schemas !== undefined && !(Array.isArray(schemas) && schemas.every((name) => typeof name === 'string')))
    refuse('The option "schemas" must be a list of names.');
  for (const [place, allowance] of allow.entries()) refuseAllowance(allowance, `Entry ${place + 1} of "allow"`);
  // With a schema of the caller's there need be no files.
  const hasFiles = source.directory !== undefined || source.files !== undefined;
  return settingsOf(isGiven && !hasFiles ? { ...source, files: [] } : source);
}

/** It often comes from a file that a person wrote. */
function refuseAllowance(allowance: unknown, entry: string): void {
  if (typeof allowance !== 'object' || allowance === null) refuse(`${entry} must be an object.`);
  const { code, object, reason, until, ...unknown } = allowance as Record<string, unknown>;
  const [stray] = Object.keys(unknown);
  if (stray !== undefined) refuse(`${entry} has "${stray}"; it may have "code", "object", "reason" and "until".`);
  if (typeof reason !== 'string' || reason.trim() === '') refuse(`${entry} needs a "reason".`);
  if (code === undefined && object === undefined)
    refuse(`${entry} needs a "code" or an "object": it would allow everything.`);
  if (code !== undefined && !Object.hasOwn(findingCodes, String(code)))
    refuse(`${entry} has the code "${code}", which no finding has.`);
  if (object !== undefined && typeof object !== 'string') refuse(`${entry} has an "object" that is no text.`);
  if (until !== undefined && !(typeof until === 'string' && isDay(until)))
    refuse(`${entry} has an "until" that is no day such as 2027-03-31.`);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function refuse(message: string): never {
  throw new PlumblineError('invalid-options', message, { remedy: ['See docs/api.md for every option.'] });
}
