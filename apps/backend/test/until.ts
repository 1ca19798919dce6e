import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until the answer is yes, and fails loudly when it never is. */
export async function until(what: string, asked: () => Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await asked())) {
    if (performance.now() > deadline) throw new Error(`This did not happen within ${withinMs} ms: ${what}.`);
    await sleep(50);
  }
}
