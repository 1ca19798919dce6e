import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Locator, Page, Route } from 'playwright-core';

/** A way to look at the page. */
export interface View {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
  readonly javaScriptEnabled: boolean;
}

const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 900 };
export const phoneLight: View = { name: 'phone, light', ...phone, colorScheme: 'light', javaScriptEnabled: true };
export const phoneDark: View = { name: 'phone, dark', ...phone, colorScheme: 'dark', javaScriptEnabled: true };
export const deskLight: View = { name: 'desk, light', ...desk, colorScheme: 'light', javaScriptEnabled: true };
export const deskDark: View = { name: 'desk, dark', ...desk, colorScheme: 'dark', javaScriptEnabled: true };
export const views: readonly View[] = [phoneLight, phoneDark, deskLight, deskDark];
/** The browser runs no script of any page. */
export const scriptless: readonly View[] = [phoneDark, deskLight].map((view) => ({
  ...view,
  name: `${view.name}, without scripts`,
  javaScriptEnabled: false,
}));

/** A page that was opened, and what went wrong with it so far. */
export interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console (a refusal by the policy is one), exceptions, and requests that left the page. */
  readonly troubles: readonly string[];
  readonly milliseconds: number;
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Opens the page. Nothing but the document itself is let through: whatever else it asks for is refused, and told.
 *
 * @param answer who answers for the document; the daemon unless a test says otherwise
 */
export async function visit(
  browser: Browser,
  address: string,
  view: View,
  answer: (route: Route) => Promise<void> = (route) => route.continue(),
): Promise<Visit> {
  const { width, height, colorScheme, javaScriptEnabled } = view;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, javaScriptEnabled });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => void troubles.push(`exception: ${error.message}`));
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.route('**/*', async (route) => {
    const request = route.request();
    if (request.isNavigationRequest() && request.url() === address) return answer(route);
    troubles.push(`request: ${request.url()}`);
    return route.abort();
  });
  const started = performance.now();
  await page.goto(address, { waitUntil: 'load' });
  return { page, troubles, milliseconds: performance.now() - started };
}

/** The text that somebody can see, as it is laid out: what is folded away is not in it. */
export function seenText(place: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: textContent has what cannot be seen as well.
  return place.innerText();
}

/** Opens everything that is folded away. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
}

/** The colour that everything stands on. */
export function ground(page: Page): Promise<string> {
  return page.evaluate('getComputedStyle(document.body).backgroundColor');
}

/** How far the page is wider than its window, and which elements stand out. */
export async function overflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(`(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const isWide = (element) => element.getBoundingClientRect().right > clientWidth + 1;
    const wide = [...document.querySelectorAll('body *')].filter(isWide);
    return [scrollWidth + ' > ' + clientWidth, ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 200))];
  })()`);
}

/** What axe has against the page, by all of its rules: those of WCAG, and best practice. It needs a view with scripts. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const { violations: found } = await page.evaluate<AxeResults>('axe.run()');
  return found.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes[0]?.html}\n  ${nodes[0]?.failureSummary}`);
}
