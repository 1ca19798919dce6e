import { parentPort, workerData } from 'node:worker_threads';
import { connectTarget } from './connect-target.ts';
import { failureOf } from './failure-of.ts';
import { fullRead } from './full-read.ts';
import type { WorkerAnswer, WorkerTask } from './read-in-worker.ts';

/** The thread of one full read: it answers once and ends. Whoever started it ends it when it takes too long. */
async function work({ target, ...limits }: WorkerTask): Promise<WorkerAnswer> {
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

parentPort?.postMessage(await work(workerData as WorkerTask));
