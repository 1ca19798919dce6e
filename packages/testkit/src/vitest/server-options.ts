import { type PostgresMajor, postgresMajors, type ServerSource } from '../server.ts';
import type { StartServerOptions } from '../start-server.ts';

const sources: readonly ServerSource[] = ['embedded', 'container', 'url'];

/**
 * Reads which server a test run wants. A URL alone means the source `url`; contradictions are refused, because a run on
 * another server than the one meant looks like a success.
 */
export function serverOptionsFromEnvironment(environment: NodeJS.ProcessEnv): StartServerOptions {
  const url = environment.PLUMBLINE_TEST_URL || undefined;
  const source = readSource(environment.PLUMBLINE_TEST_SOURCE || (url === undefined ? 'embedded' : 'url'));
  if (source === 'url' && url === undefined) {
    throw new Error(
      'PLUMBLINE_TEST_SOURCE=url needs PLUMBLINE_TEST_URL, such as postgres://postgres:...@localhost/postgres.',
    );
  }
  if (source !== 'url' && url !== undefined) {
    throw new Error(
      `PLUMBLINE_TEST_URL is set, but PLUMBLINE_TEST_SOURCE=${source} does not use it: unset one of them.`,
    );
  }
  const major = readMajor(environment.PLUMBLINE_TEST_MAJOR);
  const image = environment.PLUMBLINE_TEST_IMAGE || undefined;
  return {
    source,
    ...(major === undefined ? {} : { major }),
    ...(url === undefined ? {} : { url }),
    ...(image === undefined ? {} : { image }),
  };
}

function readSource(text: string): ServerSource {
  const source = sources.find((one) => one === text);
  if (source === undefined)
    throw new Error(`PLUMBLINE_TEST_SOURCE is "${text}": it must be one of ${sources.join(', ')}.`);
  return source;
}

function readMajor(text: string | undefined): PostgresMajor | undefined {
  if (text === undefined || text === '') return undefined;
  const major = postgresMajors.find((one) => String(one) === text);
  if (major === undefined) {
    throw new Error(`PLUMBLINE_TEST_MAJOR is "${text}": it must be one of ${postgresMajors.join(', ')}.`);
  }
  return major;
}
