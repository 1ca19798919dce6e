import { testServer } from '../src/vitest/index.ts';

/**
 * Is this the run that everybody makes, on the embedded PostgreSQL 18? Tests that start embedded servers of their own say
 * the same in every other run, or cannot run there at all.
 */
export function isStandardRun(): boolean {
  const { source, major } = testServer();
  return source === 'embedded' && major === 18;
}
