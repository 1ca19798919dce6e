import { html, type Markup } from './markup.ts';

/** A sentence of ours, with what stands between backticks as code and times as people write them. */
export function prose(sentence: string): Markup {
  const readable = sentence.replace(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z/g, '$1 $2 UTC');
  const pieces = readable.split('`');
  // An odd one out is a backtick of somebody's name, and stays one.
  if (pieces.length % 2 === 0) return breakable(readable);
  return html`${pieces.map((piece, index) => (index % 2 === 0 ? breakable(piece) : html`<code>${piece}</code>`))}`;
}

/** On a phone a long name goes on in the next line after a dot or an underscore, rather than anywhere. */
function breakable(text: string): Markup {
  const parts = text.split(/(?<=\w[._])(?=\w)/);
  return html`${parts.map((part, index) => (index === 0 ? html`${part}` : html`<wbr>${part}`))}`;
}
