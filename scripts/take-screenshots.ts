import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage, screenshot } from '#test/browser';
import type { PageOptions } from '#test/browser';
import { playDay } from '../test/journeys/play-day.ts';
import type { PlayedDay } from '../test/journeys/play-day.ts';
import { getAngry, sellShoes, showContext } from '../test/journeys/sell-shoes.ts';
import { openChat } from '../test/journeys/shopper-pages.ts';
import { startDemo } from '../test/journeys/start-demo.ts';
import type { Demo } from '../test/journeys/start-demo.ts';

/** `node scripts/take-screenshots.ts`: plays a day in a demo of its own and takes the pictures of the documentation, in Spanish. */
const folder = fileURLToPath(new URL('../docs/images', import.meta.url));
const sizes: Record<string, PageOptions> = { 390: { width: 390, height: 844 }, 1280: { width: 1280, height: 800 } };
const mostBytes = 300_000;

await mkdir(folder, { recursive: true });
const demo = await startDemo();
try {
  const day = await playDay(demo);
  for (const [width, size] of Object.entries(sizes)) {
    await takeShopAndPhone(demo, day, width, size);
    await takeConsole(demo, day, width, size);
  }
  await takeSelling(demo);
} finally {
  await closeBrowser();
  await demo.stop();
}

async function takeShopAndPhone({ shopUrl, phoneUrl }: Demo, day: PlayedDay, width: string, size: PageOptions): Promise<void> {
  const shop = await openPage(shopUrl, size);
  await take(shop.page, `shop-${width}`);
  await shop.close();
  const phone = await openPage(`${phoneUrl}#/${day.talkativeKey}/${day.business}`, size);
  await phone.page.getByRole('log').getByText(/^Hola/).first().waitFor();
  await take(phone.page, `phone-${width}`);
  await phone.close();
}

async function takeConsole({ consoleUrl }: Demo, day: PlayedDay, width: string, size: PageOptions): Promise<void> {
  const { page, close } = await openPage(`${consoleUrl}/sign-in`, size);
  await page.getByRole('button', { name: 'Entrar a la tienda de demostración' }).click();
  await page.waitForURL(/\/w\/[^/]+\/\w/);
  const home = /^.*\/w\/[^/]+/.exec(page.url())?.[0];
  const pages = { home: 'home', guide: 'guide', carts: 'carts', story: `carts/${day.recoveredCartId}`, conversation: `conversations/${day.conversationId}`, flow: `flows/${day.flowId}`, assistant: 'assistant', knowledge: 'knowledge', catalog: 'catalog' };
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(`${home}/${path}`);
    await take(page, `${name}-${width}`);
  }
  await close();
}

/** A sale in the chat, and the person behind it. */
async function takeSelling(demo: Demo): Promise<void> {
  const onMoment = (name: string, page: Page) => screenshot(page, `${name}-es`, { folder });
  const phone = await openChat(demo, '541155550199');
  await sellShoes(phone, onMoment);
  const agent = await getAngry(demo, phone, onMoment);
  await showContext(agent, onMoment);
  await Promise.all([phone.close(), agent.close()]);
}

/** Waits until the page has its text and pictures and nothing loads any more. */
async function take(page: Page, name: string): Promise<void> {
  await page.getByRole('heading').first().waitFor();
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
  await page.locator('[aria-busy]').first().waitFor({ state: 'detached' });
  await screenshot(page, `${name}-es`, { folder });
  const { size } = await stat(join(folder, `${name}-es.png`));
  if (size > mostBytes) process.stdout.write(`${name} weighs ${Math.round(size / 1000)} KB; the documentation takes at most ${mostBytes / 1000}.\n`);
}
