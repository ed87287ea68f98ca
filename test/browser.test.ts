import { afterAll, expect, test } from 'vitest';
import { closeBrowser, expectNoAxeViolations, openPage } from './browser.ts';

afterAll(closeBrowser);

test('draws emoji in colour, without a network', async () => {
  const { page, close } = await openPage('data:text/html,<canvas width="64" height="64"></canvas>');
  const colours = await page.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const brush = canvas?.getContext('2d');
    if (!canvas || !brush) return 0;
    brush.font = '48px sans-serif';
    brush.fillText('🧉', 2, 52);
    const { data } = brush.getImageData(0, 0, 64, 64);
    const seen = new Set<string>();
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255) seen.add(`${data[at]} ${data[at + 1]} ${data[at + 2]}`);
    return seen.size;
  });
  expect(colours).toBeGreaterThan(10);
  await close();
});

test('finds a picture without a name', async () => {
  const { page, close } = await openPage('data:text/html,<html lang="en"><title>x</title><main><h1>x</h1><img src=""></main></html>');
  await expect(expectNoAxeViolations(page)).rejects.toThrow('image-alt');
  await expectNoAxeViolations(page, { except: ['image-alt'] });
  await close();
});

test('keeps what the page complained about', async () => {
  const { page, faults, close } = await openPage('data:text/html,<p>x</p>');
  await page.evaluate(() => console.error('broken'));
  expect(faults).toEqual([expect.stringContaining('broken')]);
  await close();
});
