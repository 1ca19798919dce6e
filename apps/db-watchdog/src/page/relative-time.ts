import { plainDuration } from '@plumbline/engine';
import { html, type Markup } from './markup.ts';

/** A moment as `4 min 10 s ago`, with the time itself for whoever points at it. */
export function relativeTime(at: string, now: Date): Markup {
  const ago = now.getTime() - Date.parse(at);
  const words = ago >= 0 ? `${plainDuration(Math.floor(ago / 1000) * 1000)} ago` : `in ${plainDuration(-ago)}`;
  return html`<time datetime="${at}" title="${at.slice(0, 19).replace('T', ' ')} UTC">${ago >= 0 && ago < 1000 ? 'just now' : words}</time>`;
}
