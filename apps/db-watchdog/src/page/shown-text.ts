import { html, type Markup } from './markup.ts';

/** What fits a few lines is shown whole; of what is longer a part, and the whole (or what anybody reads of it) one click away. */
const SHOWN_WHOLE = 240;
const SHOWN_PART = 140;
/** So much of what comes before a difference is shown with it. */
const BEFORE = 50;
const SHOWN_AT_MOST = 20_000;

/**
 * SQL of any length, with the part that differs marked.
 *
 * @param mark offsets of that part; null when nothing is to be marked
 * @param isWhole whether a long text is there to be unfolded, or only counted
 */
export function shownText(text: string, mark: readonly [number, number] | null, isWhole = true): Markup {
  if (text.length <= SHOWN_WHOLE) return html`<code>${marked(text, 0, text.length, mark)}</code>`;
  const from = boundary(text, Math.max(0, (mark?.[0] ?? 0) - BEFORE));
  const to = boundary(text, Math.min(text.length, from + SHOWN_PART));
  const part = html`<code>${from > 0 && '… '}${marked(text, from, to, mark)}${to < text.length && ' …'}</code>`;
  const size = `${text.length.toLocaleString('en')} characters`;
  if (!isWhole) return html`${part} <span class="soft">${size}</span>`;
  const end = boundary(text, Math.min(text.length, SHOWN_AT_MOST));
  return html`<details class="long"><summary>${part} <span class="more">all ${size}</span></summary><code class="whole">${marked(text, 0, end, mark)}</code>${end < text.length && html`<p class="soft">The rest is in /api/status.</p>`}</details>`;
}

function marked(text: string, from: number, to: number, mark: readonly [number, number] | null): Markup {
  if (mark === null) return html`${text.slice(from, to)}`;
  const start = Math.min(Math.max(mark[0], from), to);
  const end = Math.min(Math.max(mark[1], start), to);
  return html`${text.slice(from, start)}${end > start && html`<mark>${text.slice(start, end)}</mark>`}${text.slice(end, to)}`;
}

/** Not in the middle of a surrogate pair. */
function boundary(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text[at] ?? '') ? at + 1 : at;
}
