import type { Product, Variant } from '../shopify/shop-state.ts';
import { card } from './home-page.ts';
import { html, scriptJson, type Html } from './html.ts';
import { layoutPage } from './page-layout.ts';
import { paintOf } from './pictures.ts';
import { sizeGuide } from './size-guides.ts';
import type { Visitor } from './visitor.ts';

/** One product: its choices, what is left of each, and how it fits. Works without script; script shows each choice at once. */
export function productPage(visitor: Visitor, product: Product, wishedVariantId: number | null): string {
  const { texts, base, context, money } = visitor;
  const chosen =
    product.variants.find((variant) => variant.id === wishedVariantId) ?? product.variants.find(canBeSold) ?? (product.variants[0] as Variant);
  const related = [...context.shop.products.values()].filter((one) => one.category === product.category && one !== product && one.status === 'ACTIVE').slice(0, 4);
  const body = html`<article class="product">
<div class="picture"><img src="${pictureFor(base, product, chosen)}" alt="${product.title}" width="400" height="400" data-picture></div>
<div class="about">
<p class="crumb"><a href="${base}?category=${product.category}">${product.category}</a></p>
<h1>${product.title}</h1>
<p class="price big"><span data-price>${money(chosen.priceMinor)}</span> <s data-before ${chosen.compareAtMinor ? null : html`hidden`}>${chosen.compareAtMinor ? money(chosen.compareAtMinor) : ''}</s></p>
<form method="post" action="${base}/cart/add" data-add>
<input type="hidden" name="product" value="${product.id}">
${isPlain(product) ? null : chosen.options.map(({ name }, index) => choices(product, chosen, name, index))}
<p class="stock" data-stock role="status">${stockWords(chosen, visitor)}</p>
<div class="buy"><label class="qty"><span class="hidden">${texts.quantity}</span><input type="number" name="quantity" value="1" min="1" max="20" inputmode="numeric"></label>
<button class="button wide" data-add-button ${canBeSold(chosen) ? null : html`disabled`}>${canBeSold(chosen) ? texts.add : texts.soldOut}</button></div>
</form>
<p class="lead">${product.description}</p>
${product.sizeGuide ? html`<details><summary>${texts.sizeGuide}</summary>${sizeGuide(product.sizeGuide, texts, visitor.language)}</details>` : null}
<details><summary>${texts.shippingInfo}</summary><p>${texts.shippingText(visitor.roundMoney(context.shop.profile.freeShippingFromMinor))}</p></details>
</div></article>
${related.length > 0 ? html`<section class="related"><h2>${product.category}</h2><ul class="grid">${related.map((one) => card(visitor, one))}</ul></section>` : null}
<script type="application/json" id="variants">${scriptJson(product.variants.map((variant) => forScript(visitor, product, variant)))}</script>`;
  return layoutPage(visitor, {
    title: product.title,
    body,
    pageType: 'product',
    product: { id: product.id, variants: product.variants.map(({ id, priceMinor }) => ({ id, price: priceMinor })) },
  });
}

/** The variant that the chosen options name, or the only one. */
export function findByOptions(product: Product, chosen: Record<string, string>): Variant | null {
  if (isPlain(product)) return product.variants[0] ?? null;
  return product.variants.find((variant) => variant.options.every((option, index) => chosen[`option${index + 1}`] === option.value)) ?? null;
}

function choices(product: Product, chosen: Variant, name: string, index: number): Html {
  const values = [...new Set(product.variants.map((variant) => variant.options[index]?.value ?? ''))];
  const isColour = name === 'Color' || name === 'Cor';
  return html`<fieldset class="choices"><legend>${name}</legend>${values.map(
    (value) => html`<label class="${isColour ? 'swatch' : 'pill'}"><input type="radio" name="option${index + 1}" value="${value}" ${chosen.options[index]?.value === value ? html`checked` : null}>
${isColour ? html`<i style="background:${paintOf(value)}"></i>` : null}<span>${value}</span></label>`,
  )}</fieldset>`;
}

function stockWords(variant: Variant, { texts }: Visitor): string {
  if (variant.stock > 5) return texts.inStock;
  if (variant.stock > 0) return texts.left(variant.stock);
  return variant.sellsWhenEmpty ? texts.toOrder : texts.soldOut;
}

function forScript(visitor: Visitor, product: Product, variant: Variant) {
  const { money, texts, base } = visitor;
  return {
    id: variant.id,
    options: variant.options.map(({ value }) => value),
    price: money(variant.priceMinor),
    before: variant.compareAtMinor === null ? null : money(variant.compareAtMinor),
    stock: stockWords(variant, visitor),
    button: canBeSold(variant) ? texts.add : texts.soldOut,
    canBeSold: canBeSold(variant),
    picture: pictureFor(base, product, variant),
  };
}

function pictureFor(base: string, product: Product, variant: Variant): string {
  const colour = variant.options.find(({ name }) => name === 'Color' || name === 'Cor')?.value;
  return `${base}/pictures/${product.id}.svg${colour ? `?colour=${encodeURIComponent(colour)}` : ''}`;
}

function isPlain(product: Product): boolean {
  return product.variants[0]?.title === 'Default Title';
}

function canBeSold(variant: Variant): boolean {
  return variant.stock > 0 || variant.sellsWhenEmpty;
}
