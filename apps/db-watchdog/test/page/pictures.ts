import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { StatusDocument } from '../../src/status/status-document.ts';
import { type Daemon, startDaemon } from '../daemon.ts';
import { type WatchedProject, watchedProject } from '../watched-project.ts';
import { ageState } from './aged-state.ts';
import { applicationFiles, drift, ownServer, PATIENCE } from './scenes.ts';
import { deskLight, phoneDark, type View, visit } from './visit.ts';

/** Real checks, one a second, are shown as if they were one a minute: the picture of an hour is made in a minute. */
const STRETCH = 60;
const catalogMark = readFileSync(new URL('../../../../packages/engine/sql/history/catalog-mark.sql', import.meta.url));

/** What the pictures of the docs show, and how each is made. Written into a directory, as `watchdog-<name>.png`. */
export const pictures: Readonly<Record<string, (browser: Browser, directory: string) => Promise<void>>> = {
  'true, and then drifted': async (browser, directory) => {
    const project = await watchedProject(applicationFiles());
    await ageHistory(project);
    await watched(project, (shop) => shop.checks.length >= 45);
    const known = join(project.directory, 'known.json');
    copyFileSync(stateOf(project), known);
    const quiet = await stretched(project, 'true');
    await take(browser, quiet, join(directory, 'watchdog-true.png'), deskLight, null);
    await quiet.stop();
    copyFileSync(known, stateOf(project));
    await drift(project);
    await watched(project, (shop) => countOf(shop, 'drift') >= 14);
    const daemon = await stretched(project, 'drift');
    await take(browser, daemon, join(directory, 'watchdog-drifted.png'), deskLight, 1_290);
    await take(browser, daemon, join(directory, 'watchdog-glance.png'), deskLight, 420);
    await take(browser, daemon, join(directory, 'watchdog-drifted-phone.png'), phoneDark, 1_500);
  },
  down: async (browser, directory) => {
    const server = await ownServer();
    const project = await watchedProject(applicationFiles(), server.url);
    await ageHistory(project);
    await watched(project, (shop) => shop.checks.length >= 45);
    server.kill('SIGQUIT');
    await watched(project, (shop) => countOf(shop, 'down') >= 6);
    const daemon = await stretched(project, 'down');
    await take(browser, daemon, join(directory, 'watchdog-down.png'), deskLight, null);
    await take(browser, daemon, join(directory, 'watchdog-down-phone.png'), phoneDark, 844);
  },
};

async function take(browser: Browser, daemon: Daemon, path: string, view: View, height: number | null): Promise<void> {
  const { page } = await visit(browser, `${daemon.address}/`, view);
  const full = await page.evaluate<number>('Math.ceil(document.body.getBoundingClientRect().height)');
  const clip = { x: 0, y: 0, width: view.width, height: Math.min(full, height ?? full) };
  await page.screenshot({ path, fullPage: true, clip });
  await page.context().close();
}

type Shop = StatusDocument['databases'][number];

const countOf = ({ checks }: Shop, outcome: string): number =>
  checks.filter((check) => check.outcome === outcome).length;

const stateOf = ({ directory }: WatchedProject): string => join(directory, 'state.json');

function start({ directory, migrations, url, query }: WatchedProject, schedule: string): Promise<Daemon> {
  return startDaemon({ directory, migrations, url, query } as WatchedProject, {
    DATABASE_URL: undefined,
    WATCHDOG_TARGETS: JSON.stringify([{ name: 'shop', url, migrations }]),
    WATCHDOG_SCHEDULE: schedule,
  });
}

/** Looks once a second until enough was seen. */
async function watched(project: WatchedProject, isEnough: (shop: Shop) => boolean): Promise<void> {
  const daemon = await start(project, '* * * * * *');
  await daemon.until(({ databases: [shop] }) => shop !== undefined && isEnough(shop), 3 * PATIENCE);
  await daemon.stop();
}

/** A daemon that looks once a minute and remembers what another one saw, as if that one had looked once a minute, too. */
async function stretched(project: WatchedProject, verdict: string): Promise<Daemon> {
  ageState(stateOf(project), (age) => age * STRETCH);
  const daemon = await start(project, '* * * * *');
  const isSeen = (shop: Shop | undefined): boolean =>
    shop !== undefined && Date.now() - Date.parse(shop.checks.at(-1)?.at ?? '') < PATIENCE;
  await daemon.until((status) => status.verdict === verdict && isSeen(status.databases[0]), PATIENCE);
  return daemon;
}

/** As if the migrations had been applied over months, the last one three days ago. */
async function ageHistory({ query }: WatchedProject): Promise<void> {
  await query(`
    with aged as (
      select name, interval '3 days' + (row_number() over (order by finished_at desc, name desc) - 1) * interval '5 days 7 hours' as age
      from plumbline.history
    )
    update plumbline.history h set started_at = started_at - age, finished_at = finished_at - age from aged where aged.name = h.name`);
  await query(`update plumbline.catalog set history_mark = (select mark from (${catalogMark.toString()}) as now)`);
}
