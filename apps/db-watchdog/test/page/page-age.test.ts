import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build, startDaemon } from '../daemon.ts';
import { silentDatabase } from '../silent-database.ts';
import { watchedProject } from '../watched-project.ts';
import { ageState } from './aged-state.ts';
import { chromiumPath, openBrowser } from './chromium.ts';
import { PATIENCE } from './scenes.ts';
import { deskLight, overflow, phoneDark, scriptless, seenText, violations, visit } from './visit.ts';

const SLOW = 300_000;
const HOUR = 3_600_000;
const [phone = deskLight] = scriptless;

describe.runIf(chromiumPath !== null)('how old the page is', () => {
  let browser: Browser;
  beforeAll(async () => {
    build();
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test(
    'a page that stands open says so after two minutes, without a script',
    async () => {
      const daemon = await startDaemon(await watchedProject());
      await daemon.until(({ verdict }) => verdict === 'true', PATIENCE);
      for (const view of [phone, phoneDark, deskLight]) {
        const { page, troubles } = await visit(browser, `${daemon.address}/`, view);
        const notice = page.getByText('more than 2 minutes old');
        expect(await notice.isVisible()).toBe(false);
        const devtools = await page.context().newCDPSession(page);
        await devtools.send('Animation.enable');
        // Two minutes in a second.
        await devtools.send('Animation.setPlaybackRate', { playbackRate: 120 });
        await notice.waitFor({ state: 'visible' });
        expect(await overflow(page)).toEqual([]);
        if (view.javaScriptEnabled) expect(await violations(page)).toEqual([]);
        expect(troubles).toEqual([]);
      }
    },
    SLOW,
  );

  test(
    'asked for, the page loads itself anew, without a script',
    async () => {
      const daemon = await startDaemon(await watchedProject());
      await daemon.until(({ verdict }) => verdict === 'true', PATIENCE);
      const { page, troubles } = await visit(browser, `${daemon.address}/?refresh`, phone);
      const asOf = page.locator('header time');
      const first = await asOf.getAttribute('datetime');
      await expect.poll(() => asOf.getAttribute('datetime'), { timeout: 120_000, interval: 500 }).not.toBe(first);
      expect(troubles).toEqual([]);
    },
    SLOW,
  );

  test(
    'after an hour away and while nothing answers, what was true is not known any more',
    async () => {
      const project = await watchedProject();
      const before = await startDaemon(project);
      await before.until(({ verdict }) => verdict === 'true', PATIENCE);
      await before.stop();
      ageState(join(project.directory, 'state.json'), (age) => age + HOUR);
      const daemon = await startDaemon(
        { ...project, url: await silentDatabase() },
        {
          WATCHDOG_TARGETS: `${new URL(project.url).pathname.slice(1)}=${await silentDatabase()}`,
          WATCHDOG_CONNECT_TIMEOUT: '100s',
          WATCHDOG_CHECK_TIMEOUT: '100s',
        },
      );
      const { databases } = await daemon.status();
      expect(databases[0]).toMatchObject({ verdict: 'unknown', isLate: true });
      const { page, troubles } = await visit(browser, `${daemon.address}/`, phoneDark);
      expect(await page.title()).toMatch(
        /^\? Nobody has looked at \S+ for 1 h.*; then it was what its migrations say\.$/,
      );
      expect(await seenText(page.locator('.verdict'))).toMatch(/last check\n1 h/);
      expect(await violations(page)).toEqual([]);
      expect(troubles).toEqual([]);
    },
    SLOW,
  );
});
