import { get as getHttp } from 'node:http';
import { get as getHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until every address answers 200. There is no deadline of its own: a part that cannot become ready ends, and one that
 * waits for something says so.
 *
 * @returns whether all did; false when `signal` came first
 */
export async function waitUntilReady(urls, signal) {
  for (const url of urls) {
    while (!(await answersOk(url))) {
      await sleep(200, undefined, { signal }).catch(() => {});
      if (signal.aborted) return false;
    }
  }
  return !signal.aborted;
}

function answersOk(url) {
  // The watchdog's certificate is made for another name than the loopback address.
  const [get, options] = url.startsWith('https') ? [getHttps, { rejectUnauthorized: false }] : [getHttp, {}];
  return new Promise((resolve) => {
    const request = get(url, { ...options, agent: false, timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}
