/**
 * The same server, another database. By hand, because `URL` refuses addresses that pg reads, such as
 * `postgres://user@/app?host=/run/postgresql`.
 */
export function withDatabase(url: string, database: string): string {
  return url.replace(/^([a-z]+:\/\/[^/?#]*)(?:\/[^?#]*)?/i, `$1/${database}`);
}
