import { connectTarget, undoneBy } from './connect-target.ts';
import { fullRead } from './full-read.ts';
import type { ReadFully } from './read-in-child.ts';

/** Reads in this process, on a connection that is closed again: for one check, after which the process ends. */
export const readHere: ReadFully = async (target, config, signal) => {
  const client = await connectTarget(target.url, config, signal);
  try {
    return await undoneBy(signal, client, fullRead(client, target));
  } finally {
    await client.end();
  }
};
