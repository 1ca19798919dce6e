import { PlumblineError } from '../errors.ts';
import { type Settings, settingsOf } from '../runner/options.ts';
import { severities } from '../verify/finding.ts';
import type { VerifyOptions } from './verify-options.ts';

const CHOICES: readonly unknown[] = ['auto', 'recorded', 'snapshot', 'replay'];

/**
 * Checks the options, and has the defaults filled in of those that migrating knows too.
 *
 * @throws PlumblineError `invalid-options`
 */
export function verifySettings(options: VerifyOptions): Settings {
  const { expected = 'auto', scratch, schemas, failOn, ...rest } = options;
  const { annotations: _annotations, allowPending: _allowPending, ...source } = rest;
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
  // With a schema of the caller's there need be no files.
  const hasFiles = source.directory !== undefined || source.files !== undefined;
  return settingsOf(isGiven && !hasFiles ? { ...source, files: [] } : source);
}

function refuse(message: string): never {
  throw new PlumblineError('invalid-options', message, { remedy: ['See docs/api.md for every option.'] });
}
