import { once } from 'node:events';
import { connectTarget } from './connect-target.ts';
import { failureOf } from './failure-of.ts';
import { fullRead } from './full-read.ts';
import type { ChildAnswer, ChildTask } from './read-in-child.ts';

// Whoever started it ends it when it takes too long, and its end is ours: a daemon that is killed leaves nobody behind.
process.once('disconnect', () => process.exit(1));
if (!process.connected) process.exit(1);

/** The process of one full read: it is asked once, answers once and ends. */
async function answer({ target, ...limits }: ChildTask): Promise<ChildAnswer> {
  try {
    const client = await connectTarget(target.url, limits, new AbortController().signal);
    try {
      return { read: await fullRead(client, target) };
    } finally {
      await client.end();
    }
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

const [task] = (await once(process, 'message')) as [ChildTask];
process.send?.(await answer(task), () => process.exit(0));
