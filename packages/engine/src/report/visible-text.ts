/** Text of others with control characters made visible: what a file or a server says must not steer a terminal. */
export function visibleText(text: string): string {
  let visible = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isControl = (code < 0x20 && character !== '\n' && character !== '\t') || (code >= 0x7f && code < 0xa0);
    visible += isControl ? '\u{fffd}' : character;
  }
  return visible;
}
