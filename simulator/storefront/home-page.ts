import { slug } from '../shopify/seed-shop.ts';
import type { Product } from '../shopify/shop-state.ts';
import { html, type Html } from './html.ts';
import { layoutPage } from './page-layout.ts';
import { drawHero, paintOf } from './pictures.ts';
import type { Visitor } from './visitor.ts';

export interface Wish {
  search: string;
  category: string;
  tag: string;
}

/** The grid of goods, narrowed by words, category or tag. */
export function homePage(visitor: Visitor, wish: Wish): string {
  const { texts, base, context } = visitor;
  const all = [...context.shop.products.values()].filter((product) => product.status === 'ACTIVE');
  const found = all.filter((product) => isWanted(product, wish));
  const isNarrowed = wish.search !== '' || wish.category !== '' || wish.tag !== '';
  const categories = [...new Set(all.map((product) => product.category))];
  const bestTag = all.flatMap((product) => product.tags).find((tag) => /vendido/.test(tag)) ?? '';
  const body = html`
${isNarrowed ? null : html`<section class="hero">${drawHero(context.shop.profile.handle)}<div><h1>${texts.hero[context.shop.profile.handle]}</h1><a class="button light" href="${base}?tag=${bestTag}">${texts.heroLink}</a></div></section>`}
<nav class="chips" aria-label="${texts.menu}"><a href="${base}" ${isNarrowed ? null : html`aria-current="page"`}>${texts.all}</a>
${categories.map((name) => html`<a href="${base}?category=${name}" ${wish.category === name ? html`aria-current="page"` : null}>${name}</a>`)}</nav>
${isNarrowed ? html`<h1 class="found">${wish.search || wish.category || wish.tag}</h1><p class="quiet">${texts.results(found.length)}</p>` : null}
${found.length === 0 ? html`<div class="empty"><p>${texts.noResults}</p><a class="button" href="${base}">${texts.seeAll}</a></div>` : html`<ul class="grid">${found.map((product) => card(visitor, product))}</ul>`}`;
  return layoutPage(visitor, { title: wish.search || wish.category || context.shop.profile.tagline, body, pageType: isNarrowed ? 'collection' : 'home', search: wish.search });
}

/** Words are compared without accents, each anywhere in title, category or tags. */
function isWanted(product: Product, { search, category, tag }: Wish): boolean {
  const words = slug(`${product.title} ${product.category} ${product.tags.join(' ')}`);
  return (
    (category === '' || product.category === category) &&
    (tag === '' || product.tags.includes(tag)) &&
    slug(search).split('-').every((word) => words.includes(word))
  );
}

export function card({ texts, base, money }: Visitor, product: Product): Html {
  const cheapest = product.variants.reduce((best, variant) => (variant.priceMinor < best.priceMinor ? variant : best));
  const isSoldOut = product.variants.every((variant) => variant.stock < 1 && !variant.sellsWhenEmpty);
  const colours = coloursOf(product);
  return html`<li class="card"><a href="${base}/products/${product.handle}">
<span class="picture"><img src="${base}/pictures/${product.id}.svg" alt="" width="400" height="400" loading="lazy">
${isSoldOut ? html`<b class="badge out">${texts.soldOut}</b>` : cheapest.compareAtMinor ? html`<b class="badge">${texts.sale}</b>` : null}</span>
<span class="name">${product.title}</span></a>
<span class="price">${money(cheapest.priceMinor)} ${cheapest.compareAtMinor ? html`<s>${money(cheapest.compareAtMinor)}</s>` : null}</span>
${colours.length > 1 ? html`<span class="dots">${colours.map((colour) => html`<i style="background:${paintOf(colour)}" title="${colour}"></i>`)}</span>` : null}</li>`;
}

export function coloursOf(product: Product): string[] {
  return [...new Set(product.variants.flatMap((variant) => variant.options.filter(({ name }) => name === 'Color' || name === 'Cor').map(({ value }) => value)))];
}
