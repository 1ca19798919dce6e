/** HTML that is safe to send as it is. */
export interface Markup {
  readonly markup: string;
}

type Piece = string | number | null | false | Markup | readonly Piece[];

/**
 * HTML by a tagged template: whatever is put in is escaped, unless it was made by this function itself.
 *
 * @example html`<td>${name}</td>`
 */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return { markup: parts.reduce((text, part, index) => `${text}${written(pieces[index - 1] ?? null)}${part}`) };
}

function written(piece: Piece): string {
  if (piece === null || piece === false) return '';
  if (typeof piece === 'string') return escaped(piece);
  if (typeof piece === 'number') return String(piece);
  return 'markup' in piece ? piece.markup : piece.map(written).join('');
}

/** Control characters, and those that turn the direction of what comes after them: a name must not hide what it is. */
const UNSEEN = /(?![\n\t\u00ad\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu;

function escaped(text: string): string {
  return text
    .replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
