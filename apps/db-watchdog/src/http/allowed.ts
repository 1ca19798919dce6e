import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpConfig } from '../config/watchdog-config.ts';

/** Whether a request may see anything. Without a token and a password everybody who can reach the port may. */
export function isAllowed(
  authorization: string | undefined,
  { token, basic }: Pick<HttpConfig, 'token' | 'basic'>,
): boolean {
  if (token === null && basic === null) return true;
  const [, scheme = '', credentials = ''] = /^(\w+) +(\S+)$/.exec(authorization ?? '') ?? [];
  // Both are always compared, so that the time says nothing about which one is set.
  const byToken = isSame(scheme.toLowerCase() === 'bearer' ? credentials : '', token ?? '');
  const given = scheme.toLowerCase() === 'basic' ? Buffer.from(credentials, 'base64').toString('utf8') : '';
  const byPassword = isSame(given, basic === null ? '' : `${basic.user}:${basic.password}`);
  return (token !== null && byToken) || (basic !== null && byPassword);
}

/** In constant time: digests, because timingSafeEqual wants equal lengths, which would be told apart. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
