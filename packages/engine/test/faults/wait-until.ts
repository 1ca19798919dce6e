import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until the answer is yes, and fails loudly when it never is. */
export async function waitUntil(
  what: string,
  asked: () => boolean | Promise<boolean>,
  withinMs: number = 30_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await asked())) {
    if (Date.now() > deadline) throw new Error(`This did not happen within ${withinMs} ms: ${what}.`);
    await sleep(20);
  }
}
