/**
 * The URL with its password replaced by `***`, fit for a message or a log.
 * A text that is no URL is not echoed at all, because nobody can tell which part of it is the secret.
 *
 * @example maskUrl('postgres://ann:pearl@db/shop') // 'postgres://ann:***@db/shop'
 */
export function maskUrl(url: string): string {
  if (!URL.canParse(url)) return '(not a URL)';
  const masked = new URL(url);
  if (masked.password !== '') masked.password = '***';
  if (masked.searchParams.has('password')) masked.searchParams.set('password', '***');
  return masked.href;
}
