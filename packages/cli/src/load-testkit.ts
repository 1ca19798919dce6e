import { UsageError } from './usage-error.ts';

/**
 * The server's binaries come with the testkit, which is not there where only the command was installed.
 *
 * @param remedy what to do without it
 * @throws UsageError
 */
export async function loadTestkit(remedy: readonly string[]): Promise<typeof import('@plumbline/testkit')> {
  try {
    return await import('@plumbline/testkit');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
      throw new UsageError('There is no embedded PostgreSQL in this installation.', remedy);
    }
    throw error;
  }
}
