import type { Verdict } from '../state/verdict.ts';

const SHAPES: Readonly<Record<Verdict, string>> = {
  true: '<circle cx="8" cy="8" r="8" fill="#17692f"/><path d="M4 8.5l3 3 5-6" fill="none" stroke="#fff" stroke-width="2"/>',
  attention: '<circle cx="8" cy="8" r="8" fill="#9a6100"/><path d="M8 3.5v5.5M8 11v2" stroke="#fff" stroke-width="2"/>',
  drift:
    '<rect width="16" height="16" rx="3" fill="#a81b1b"/><path d="M4.5 4.5l7 7m0-7l-7 7" stroke="#fff" stroke-width="2"/>',
  down: '<rect width="16" height="16" rx="3" fill="#a81b1b"/><path d="M3.5 8h9" stroke="#fff" stroke-width="2.5"/>',
  unknown: '<circle cx="8" cy="8" r="8" fill="#55595d"/><circle cx="8" cy="8" r="3" fill="#fff"/>',
};

/** The verdict in the tab, among twenty other tabs. Part of the page itself: nothing is loaded. */
export function pageIcon(verdict: Verdict): string {
  const image = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${SHAPES[verdict]}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(image)}`;
}
