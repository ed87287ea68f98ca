export interface PageProduct {
  key: string | null;
  /** In the shop's currency; null when the page does not tell. */
  priceMajor: number | null;
}

interface ThemeGlobals {
  ShopifyAnalytics?: { meta?: { product?: { id?: number | string; variants?: { price?: number }[] } } };
}

/** The product that this page is about; null: the page is about something else. Themes tell it in their own way or in the way search engines read. */
export function readProduct(): PageProduct | null {
  const theme = (window as unknown as ThemeGlobals).ShopifyAnalytics?.meta?.product;
  if (theme?.id !== undefined) return { key: String(theme.id), priceMajor: typeof theme.variants?.[0]?.price === 'number' ? theme.variants[0].price / 100 : null };
  if (document.querySelector('meta[property="og:type"][content*="product"]') === null) return null;
  const price = Number(document.querySelector<HTMLMetaElement>('meta[property$="price:amount"]')?.content ?? Number.NaN);
  return { key: null, priceMajor: Number.isFinite(price) ? price : null };
}
