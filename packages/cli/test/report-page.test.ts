import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openBrowser, WITHOUT_BROWSER } from '../../../apps/db-watchdog/test/page/chromium.ts';
import { overflow, phoneDark, views, violations, visit } from '../../../apps/db-watchdog/test/page/visit.ts';
import { build, project } from './command-line.ts';

/** A browser reads every element of five pages: on a busy machine that takes its time. */
const SLOW = 300_000;
const long = `a_table_with_a_name_that_goes_on_${'and_on_'.repeat(4)}`;

if (chromiumPath === null) test(`the report in a browser: ${WITHOUT_BROWSER}`, ({ skip }) => skip(WITHOUT_BROWSER));

describe.runIf(chromiumPath !== null)('the page that verify --html writes, in a browser', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    build();
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  async function report(): Promise<string> {
    const own = await project({
      '001_users.sql': 'create table users (id int primary key, email text not null, age int check (age > 0));',
      '002_more.sql': `create table ${long} (id int primary key, user_id int constraint held references users (id));\ncreate table "<b>odd</b>" ();`,
    });
    expect((await own.run(['migrate'])).exitCode).toBe(0);
    await own.query(
      `drop table "<b>odd</b>"; alter table users drop column age, alter column email type varchar(20), alter column email drop not null;
       create index on users (email); alter table ${long} drop constraint held`,
    );
    expect((await own.run(['verify', '--html', 'report.html'])).exitCode).toBe(4);
    return pathToFileURL(join(own.directory, 'report.html')).href;
  }

  test(
    'is whole, quiet and accessible on phone and desk, by day and by night, and on paper',
    async () => {
      const address = await report();
      for (const view of views) {
        const { page, troubles } = await visit(browser, address, view);
        expect(await page.locator('article').count()).toBeGreaterThan(4);
        expect.soft(await overflow(page), view.name).toEqual([]);
        expect.soft(await violations(page), view.name).toEqual([]);
        expect.soft(troubles, view.name).toEqual([]);
        await page.context().close();
      }
      // Somebody who reads by night prints on white paper all the same.
      const { page } = await visit(browser, address, phoneDark);
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect.soft(await violations(page), 'paper').toEqual([]);
      await page.context().close();
    },
    SLOW,
  );
});
