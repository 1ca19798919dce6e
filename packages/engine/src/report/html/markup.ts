/** HTML that is safe to put into a page. */
export interface Markup {
  readonly html: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template whose values are escaped unless they are markup already; a list is put in one after the other. */
export function markup(parts: TemplateStringsArray, ...values: readonly unknown[]): Markup {
  const html = parts.reduce((text, part, index) => text + written(values[index - 1]) + part);
  return { html };
}

function written(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.map(written).join('');
  if (typeof value === 'object' && 'html' in value) return String(value.html);
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
