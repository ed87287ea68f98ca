import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { unpackBrowser } from './unpack-browser.ts';

const locate = createRequire(import.meta.url);
/** As that of the tests: it ends what hangs, and says nothing about how fast the machine is. */
const patienceMs = 40_000;

export interface PageOptions {
  width?: number;
  height?: number;
  /** Of the browser, as `es-AR`; the console and the pages of the simulator follow it. */
  locale?: string;
  timeZone?: string;
  colorScheme?: 'light' | 'dark';
  /** Touch instead of a mouse; on by itself below 500 px. */
  isPhone?: boolean;
}

export interface OpenedPage {
  page: Page;
  context: BrowserContext;
  /** Faults of the page so far: uncaught errors, `console.error`, refusals by the content security policy. */
  faults: string[];
  close(): Promise<void>;
}

let browser: Promise<Browser> | null = null;
const opened = new Set<BrowserContext>();

/** One browser for a test file, started at the first page. Works as root and as an ordinary user, without a network. */
export function startBrowser(): Promise<Browser> {
  browser ??= launch();
  return browser;
}

async function launch(): Promise<Browser> {
  const { executable, env } = await unpackBrowser();
  const launched = await chromium.launch({
    executablePath: executable,
    headless: true,
    env: { ...definedEnvironment(), ...env },
    args: ['--no-sandbox', '--no-zygote', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none', '--hide-scrollbars'],
  });
  launched.on('disconnected', () => {
    browser = null;
  });
  return launched;
}

/** Call in `afterAll`. */
export async function closeBrowser(): Promise<void> {
  const running = browser;
  browser = null;
  await (await running)?.close();
}

/** Closes every page that is open. For `afterEach`: a test that failed leaves none behind for the next. */
export async function closePages(): Promise<void> {
  await Promise.all([...opened].map((context) => context.close()));
}

/** A page of its own: no cookies or storage shared with another. */
export async function openPage(url: string, options: PageOptions = {}): Promise<OpenedPage> {
  const { width = 1280, height = 800, locale = 'es-AR', timeZone = 'America/Argentina/Buenos_Aires', colorScheme = 'light' } = options;
  const isPhone = options.isPhone ?? width < 500;
  const context = await (await startBrowser()).newContext({
    viewport: { width, height },
    locale,
    timezoneId: timeZone,
    colorScheme,
    reducedMotion: 'reduce',
    hasTouch: isPhone,
    isMobile: isPhone,
  });
  opened.add(context);
  context.once('close', () => opened.delete(context));
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${message.text()} ${message.location().url}`.trim());
  });
  await page.goto(url);
  return { page, context, faults, close: () => context.close() };
}

/** Writes `tmp/screenshots/<name>.png` under the project and gives its path; `fullPage` takes what is below the fold too. */
export async function screenshot(page: Page, name: string, options: { fullPage?: boolean; folder?: string } = {}): Promise<string> {
  const path = resolve(options.folder ?? 'tmp/screenshots', `${name}.png`);
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: options.fullPage ?? false, animations: 'disabled' });
  return path;
}

interface Violation {
  id: string;
  help: string;
  nodes: { target: unknown[]; html: string; failureSummary?: string }[];
}

/** Fails with a line for each fault of access that axe finds (WCAG 2.2 A and AA, and its good practices), except the rules named. */
export async function expectNoAxeViolations(page: Page, options: { within?: string; except?: string[] } = {}): Promise<void> {
  await page.evaluate(await readFile(locate.resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = await page.evaluate(async ({ within, except }) => {
    const { axe } = globalThis as unknown as { axe: { run(context: unknown, options: unknown): Promise<{ violations: Violation[] }> } };
    const result = await axe.run(within ?? document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: Object.fromEntries(except.map((rule) => [rule, { enabled: false }])),
    });
    return result.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, html, failureSummary }) => ({ target, html, failureSummary })) }));
  }, { within: options.within, except: options.except ?? [] });
  if (violations.length === 0) return;
  const lines = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} at ${node.target.join(' ')}\n    ${node.html.slice(0, 200)}\n    ${node.failureSummary ?? ''}`));
  throw new Error(`${lines.length} faults of access:\n${lines.join('\n')}`);
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
