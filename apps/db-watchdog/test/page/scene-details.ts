import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { hostileNames } from './hostile-names.ts';
import { seenText } from './visit.ts';

/** A finding shows its object, what should be and what is, since when, what breaks and what to do. */
export async function driftedDetails(page: Page): Promise<void> {
  expect(await page.title()).toMatch(
    /^✗ .* is not what its migrations say: 3 critical, 1 major and 1 minor finding\.$/,
  );
  const card = page.locator('article', { hasText: 'user_ai_agents.agent_name has type' });
  const text = await seenText(card);
  for (const part of [
    'critical Column public.user_ai_agents.agent_name has type',
    'Comparisons and joins with it can fail',
    'ALTER TABLE public.user_ai_agents ALTER COLUMN agent_name TYPE character varying(255)',
    'expected\ncharacter varying(255)',
    'actual\ncharacter varying(100)',
    'made by migrations/020_add_user_ai_agents.sql:4',
    'plumbline explain column-type',
  ]) {
    expect(text).toContain(part);
  }
  expect(text).toMatch(/since (just now|\d+ (s|min) ago) \(\d\d:\d\d:\d\d UTC\)/);
  expect(await card.locator('mark').allTextContents()).toEqual(['255', '100']);
  const box = await seenText(page.locator('.verdict'));
  for (const part of ['since', 'last check', 'next check', 'plumbline heal']) expect(box).toContain(part);
  await leadsToItsCard(page, card);
}

/** What is named at a glance leads to its card. */
async function leadsToItsCard(page: Page, card: Locator): Promise<void> {
  await page.getByRole('link', { name: /agent_name has type/ }).click();
  await expect.poll(() => page.url()).toMatch(/#.*-finding-\d$/);
  expect(await page.locator('article:target').textContent()).toContain('agent_name');
  await expect.poll(async () => (await card.boundingBox())?.y).toBeLessThan(900);
}

/** Names are text, and a definition of 10,000 characters is folded, with its difference in sight. */
export async function hostileDetails(page: Page): Promise<void> {
  const text = await seenText(page.locator('main'));
  const { markup, attribute, code, endless } = hostileNames;
  for (const name of [markup, attribute, code, endless]) expect(text).toContain(name.replaceAll('"', '""'));
  expect(text).toContain('\\u{202e}');
  expect(text).not.toContain('\u202e');
  expect(await page.locator('script, [onmouseover], article details details').count()).toBe(0);
  const long = page.locator('article', { hasText: 'long_one' });
  expect(await long.locator('summary').allTextContents()).toEqual([
    expect.stringContaining("select 'before'"),
    expect.stringContaining("select 'after'"),
  ]);
  expect((await long.boundingBox())?.height).toBeLessThan(900);
}
