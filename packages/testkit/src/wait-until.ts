import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 20;

/**
 * Asks again and again until the answer is yes, and fails loudly when it never is.
 *
 * @param what the end of the sentence `This did not happen within ...: `
 * @example await waitUntil('the file sleeps', async () => (await query(sleeping)).length > 0);
 */
export async function waitUntil(
  what: string,
  asked: () => boolean | Promise<boolean>,
  withinMs: number = 30_000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await asked())) {
    if (performance.now() > deadline) throw new Error(`This did not happen within ${withinMs} ms: ${what}.`);
    await sleep(EVERY_MS);
  }
}
