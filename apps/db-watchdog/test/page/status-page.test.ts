import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statusFields } from '../../src/status/status-fields.ts';
import { build } from '../daemon.ts';
import { fieldsOf } from '../fields-of.ts';
import { chromiumPath, openBrowser, WITHOUT_BROWSER } from './chromium.ts';
import { pictures } from './pictures.ts';
import { driftedDetails, hostileDetails } from './scene-details.ts';
import * as scenes from './scenes.ts';
import {
  deskDark,
  ground,
  overflow,
  phoneLight,
  scriptless,
  seenText,
  unfold,
  views,
  violations,
  visit,
} from './visit.ts';

/** A scene is a real server and a real daemon, and axe reads every element: on a busy machine that takes its time. */
const SLOW = 600_000;
const LARGEST_BYTES = 1_000_000;
const SLOWEST_MS = 10_000;
/** The ground of the light page: who reads by night prints on white all the same. */
const PAPER = 'rgb(246, 247, 248)';

/** Pictures for the docs are made on demand only: `pnpm --filter @plumbline/db-watchdog screenshots` says where to. */
const directory = process.env.PLUMBLINE_SCREENSHOTS;

if (chromiumPath === null) test(`the page in a browser: ${WITHOUT_BROWSER}`, ({ skip }) => skip(WITHOUT_BROWSER));

describe.runIf(chromiumPath !== null)('the status page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    build();
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  if (directory !== undefined) {
    test.each(Object.entries(pictures))('a picture: %s', (_, make) => make(browser, directory), SLOW);
  }

  test.each<[name: string, make: () => Promise<scenes.Scene>, details?: (page: Page) => Promise<void>]>([
    ['all is true', scenes.trueScene],
    ['the schema drifted', scenes.driftedScene, driftedDetails],
    ['the database is down', scenes.downScene],
    ['one of several databases is bad', scenes.severalScene],
    ['names are hostile', scenes.hostileScene, hostileDetails],
  ])(
    '%s: whole, quiet and accessible on phone and desk, by day and by night, also without scripts',
    async (_, make, details) => {
      const { daemon, status } = await make();
      expect(fieldsOf(status).filter((field) => !(field in statusFields))).toEqual([]);
      for (const view of [...views, ...scriptless]) {
        const { page, troubles } = await visit(browser, `${daemon.address}/`, view);
        expect.soft(await overflow(page), view.name).toEqual([]);
        if (!view.javaScriptEnabled) await details?.(page);
        await unfold(page);
        expect.soft(await overflow(page), `${view.name}, unfolded`).toEqual([]);
        if (view.javaScriptEnabled) expect.soft(await violations(page), view.name).toEqual([]);
        await page.emulateMedia({ media: 'print' });
        expect.soft(await ground(page), `${view.name}, on paper`).toBe(PAPER);
        await page.emulateMedia({ media: 'screen' });
        expect.soft(troubles, view.name).toEqual([]);
        const text = await seenText(page.locator('main'));
        for (const { summary, findings, migrations } of status.databases) {
          expect(text).toContain(summary);
          expect(await page.locator('article').count()).toBeGreaterThanOrEqual(findings.length);
          for (const { name } of migrations) expect(text).toContain(name);
        }
        await page.context().close();
      }
    },
    SLOW,
  );

  test(
    '500 findings: the page stays small and quick, and says how many more there are',
    async () => {
      const { daemon } = await scenes.manyScene();
      const body = await (await daemon.get('/')).text();
      expect(Buffer.byteLength(body)).toBeLessThan(LARGEST_BYTES);
      for (const view of [phoneLight, deskDark]) {
        const { page, troubles, milliseconds } = await visit(browser, `${daemon.address}/`, view);
        expect(milliseconds).toBeLessThan(SLOWEST_MS);
        if (view === phoneLight) expect(await violations(page)).toEqual([]);
        expect(await overflow(page)).toEqual([]);
        expect(troubles).toEqual([]);
        expect(await page.locator('article:visible').count()).toBe(25);
        expect(await seenText(page.locator('main'))).toContain('20 more are counted, and not listed.');
        await page.getByText('475 more findings').click();
        expect(await page.locator('article:visible').count()).toBe(500);
        await page.context().close();
      }
    },
    SLOW,
  );

  test(
    'what a visit watches for is seen: a refused style, a request, a script, a wide page, a bad contrast',
    async () => {
      const { daemon } = await scenes.severalScene();
      const body = await (await daemon.get('/')).text();
      const policy = (await daemon.get('/')).headers.get('content-security-policy') ?? '';
      const bad =
        '<script>alert(1)</script><img src="/pixel.png"><p style="color: red">.</p><div><pre>' +
        'x'.repeat(9_000) +
        '</pre></div>';
      const { page, troubles } = await visit(browser, `${daemon.address}/`, phoneLight, (route) =>
        route.fulfill({
          body: body.replace('</main>', `${bad}</main>`),
          contentType: 'text/html; charset=utf-8',
          headers: { 'content-security-policy': policy },
        }),
      );
      const told = troubles.join('\n');
      for (const what of ['inline script', 'inline style', 'pixel.png']) expect(told).toContain(what);
      expect(await overflow(page)).not.toEqual([]);
      expect(await violations(page)).toEqual([expect.stringContaining('image-alt')]);
    },
    SLOW,
  );
});
