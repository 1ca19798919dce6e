import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = [
  process.env.PLUMBLINE_TEST_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** What somebody without a browser has to do. */
export const WITHOUT_BROWSER = 'no Chromium: apt-get install chromium, or set PLUMBLINE_TEST_CHROMIUM to its path';

/** Where Chromium is; null where there is none. In CI there has to be one: a test that is skipped there holds nothing. */
export const chromiumPath: string | null = PLACES.find(isProgram) ?? null;
if (chromiumPath === null && process.env.CI === 'true') throw new Error(`CI has ${WITHOUT_BROWSER}`);

/** A browser of our own. Root, as in containers, may not use its sandbox. */
export function openBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error(WITHOUT_BROWSER);
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: chromiumPath, args, timeout: 120_000 });
}

function isProgram(path: string | undefined): path is string {
  if (!path) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
