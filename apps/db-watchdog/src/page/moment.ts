import { html, type Markup } from './markup.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A moment as `42 min ago (03:12:44 UTC)`: the one to be felt, the other to be looked for in a log. */
export function moment(at: string, now: Date): Markup {
  return html`<time class="moment" datetime="${at}">${agoWords(now.getTime() - Date.parse(at))} <span class="clock">(${clock(at, now)})</span></time>`;
}

/** Milliseconds as `20 s ago`, `3 h 5 min ago`, `in 40 s`. Rounded down: nobody wants the seconds of yesterday. */
export function agoWords(milliseconds: number): string {
  const words = roughly(Math.floor(Math.abs(milliseconds) / 1000));
  if (words === null) return milliseconds < 0 ? 'now' : 'just now';
  return milliseconds < 0 ? `in ${words}` : `${words} ago`;
}

/** The time of the day, with the day where it is another one. In UTC: whoever reads it may be anywhere. */
export function clock(at: string, now: Date): string {
  const text = new Date(at).toISOString();
  const isToday = text.slice(0, 10) === now.toISOString().slice(0, 10);
  return isToday ? `${text.slice(11, 19)} UTC` : `${text.slice(0, 16).replace('T', ' ')} UTC`;
}

function roughly(seconds: number): string | null {
  if (seconds < 1) return null;
  if (seconds < MINUTE) return `${seconds} s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < 2 * DAY) return joined(seconds, HOUR, 'h', MINUTE, 'min');
  return seconds < 14 * DAY ? joined(seconds, DAY, 'd', HOUR, 'h') : `${Math.floor(seconds / DAY)} d`;
}

function joined(seconds: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((seconds % large) / small);
  const first = `${Math.floor(seconds / large)} ${largeUnit}`;
  return rest === 0 ? first : `${first} ${rest} ${smallUnit}`;
}
