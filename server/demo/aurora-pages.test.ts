import { expect, test } from 'vitest';
import { PageContent } from '#contract/knowledge';
import { checkContent, requirePublishable } from '../modules/knowledge/judge-page.ts';
import { aurora } from '../../simulator/shopify/shop-profiles.ts';
import { sizeGuide } from '../../simulator/storefront/size-guides.ts';
import { textsFor } from '../../simulator/storefront/texts.ts';
import { auroraPages } from './aurora-pages.ts';

test('every page of the demo may be published as it is', () => {
  for (const page of auroraPages) {
    checkContent(PageContent.parse(page), 'AR');
    requirePublishable(page);
  }
});

test('the sizes of the demo are those on the pages of its shop', () => {
  const cells = (html: string) => [...html.matchAll(/<t[hd] ?[^>]*>([^<]*)<\/t[hd]>/g)].map((match) => match[1]);
  const tables = auroraPages.flatMap(({ structure }) => (structure?.kind === 'size_guide' ? structure.tables : []));
  for (const [index, name] of (['tops', 'bottoms', 'shoes'] as const).entries()) {
    const shown = cells(sizeGuide(name, textsFor('es'), 'es').text);
    const written = tables[index];
    expect(written?.rows.flat()).toEqual(shown.slice(written?.columns.length));
  }
});

test('the shipping of the demo costs what its shop charges', () => {
  const rows = auroraPages.flatMap(({ structure }) => (structure?.kind === 'shipping' ? structure.rows : []));
  for (const row of rows.filter(({ service }) => service.startsWith('Estándar'))) expect([row.priceMinor, row.freeFromMinor]).toEqual([aurora.shippingMinor, aurora.freeShippingFromMinor]);
  for (const row of rows.filter(({ service }) => service.startsWith('Exprés'))) expect([row.priceMinor, row.freeFromMinor]).toEqual([aurora.shippingMinor * 2, null]);
});
