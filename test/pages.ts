import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectNoAxeViolations, openPage, screenshot } from './browser.ts';
import type { OpenedPage, PageOptions } from './browser.ts';

export interface MemberPageOptions extends PageOptions {
  /** Done to the page before it loads, such as setting its clock. */
  before?: (page: Page) => Promise<unknown>;
}

/** Opens a page of the console in a browser of the member whose session this cookie is, and waits for its heading. Nobody signs in by hand. */
export async function openAs({ cookie }: { cookie: string }, url: string, { before, ...options }: MemberPageOptions = {}): Promise<OpenedPage> {
  const opened = await openPage('about:blank', options);
  const [name = '', ...value] = (cookie.split(';')[0] ?? '').split('=');
  await opened.context.addCookies([{ name, value: value.join('='), url: new URL(url).origin }]);
  await before?.(opened.page);
  await opened.page.goto(url);
  await opened.page.getByRole('heading', { level: 1 }).first().waitFor();
  return opened;
}

/** Nothing sticks out at the side. */
export async function expectToFit(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth), { message: `nothing sticks out at the side of ${page.url()}` }).toBeLessThanOrEqual(0);
}

/** What a page of the console is looked at for: no fault of access, nothing that sticks out, no error so far; and a picture of all of it. */
export async function inspect({ page, faults }: OpenedPage, name: string): Promise<void> {
  await expectNoAxeViolations(page, { within: 'main' });
  await expectToFit(page);
  await screenshot(page, name, { fullPage: true });
  expect(faults).toEqual([]);
}
