/** Draws the icons of the installed console from its favicon: `node scripts/draw-icons.ts`. Run it when the favicon changes. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { closeBrowser, startBrowser } from '../test/browser.ts';

const folder = fileURLToPath(new URL('../console/public/', import.meta.url));
const favicon = await readFile(`${folder}favicon.svg`, 'utf8');
const drawing = /<path[\s\S]*<\/?svg>/.exec(favicon)?.[0].replace('</svg>', '') ?? '';
const square = (content: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${content}</svg>`;

const icons = {
  'icon-192': { size: 192, svg: favicon },
  'icon-512': { size: 512, svg: favicon },
  // Phones cut a circle or a drop out of it: the drawing stays within the middle.
  'maskable-512': { size: 512, svg: square(`<rect width="32" height="32" fill="#0b655f"/><g transform="translate(16 16) scale(.72) translate(-16 -16)">${drawing}</g>`) },
  'apple-touch-180': { size: 180, svg: square(`<rect width="32" height="32" fill="#0b655f"/><g transform="translate(16 16) scale(.86) translate(-16 -16)">${drawing}</g>`) },
  // Android shows only its shape, in one colour.
  'badge-96': { size: 96, svg: square(`<g transform="translate(16 16) scale(1.25) translate(-16 -16)">${drawing.replaceAll('#f3b33d', '#fff')}</g>`) },
};

await mkdir(`${folder}icons`, { recursive: true });
const browser = await startBrowser();
for (const [name, { size, svg }] of Object.entries(icons)) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await writeFile(`${folder}icons/${name}.png`, await page.screenshot({ omitBackground: true }));
  await page.close();
}
await closeBrowser();
