/**
 * Takes passwords out of text that is about to be printed: those in URLs and in `password=` settings, wherever the text
 * comes from (a URL given as a wrong argument is repeated by the message about it).
 * The pattern that help and remedies show, `user:password@host`, stays readable.
 */
export function redactSecrets(text: string): string {
  return text
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/(?!user:password@host\b)[^\s:@/]*):[^\s]*@/gi, '$1:***@')
    .replace(/\b((?:ssl|pg)?password)=('[^']*'|[^\s&'"]+)/gi, '$1=***');
}
