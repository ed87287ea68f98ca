import type { Said } from './said.ts';

/** How postal codes look. A bare number counts only where the words or our question speak of one. */
const shapes: Record<string, RegExp> = {
  AR: /\b([A-Z]\d{4}[A-Z]{3}|\d{4})\b/iu,
  BR: /\b(\d{5}-?\d{3})\b/u,
  MX: /\b(\d{5})\b/u,
  CO: /\b(\d{6})\b/u,
  CL: /\b(\d{7}|\d{3}-?\d{4})\b/u,
  PE: /\b(\d{5})\b/u,
  UY: /\b(\d{5})\b/u,
  ES: /\b(\d{5})\b/u,
  US: /\b(\d{5}(?:-\d{4})?)\b/u,
  GB: /\b([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b/iu,
};
const anywhere = /\b(\d{4,8}|\d{5}-\d{3,4})\b/u;
const named = /(?:\bc\.?\s?p\.?|c[oó]d(?:igo)?\.?\s*postal|\bpostal(?:\s*code)?|\bcep\b|\bzip(?:\s*code)?|\bpostcode)/iu;
const destination = /\b(?:env[ií]\p{L}*|despach\p{L}*|entreg\p{L}*|frete\w*|ship\w*|deliver\w*|llega\w*|cheg\w*|mandan|mandam|flete)\b/iu;
/** These can be nothing else: an Argentine code with its letters, a Brazilian one with its dash. */
const certain: Record<string, RegExp> = { AR: /\b([A-HJ-NP-Z]\d{4}[A-Z]{3})\b/iu, BR: /\b(\d{5}-\d{3})\b/u };

const of = (patterns: Record<string, RegExp>, country: string) => (Object.hasOwn(patterns, country) ? patterns[country] : undefined);

/** The postal code, capitals and no spaces; null: none said. */
export function readPostalCode({ raw, country, expects }: Pick<Said, 'raw' | 'country' | 'expects'>): string | null {
  const cut = raw.slice(0, 600);
  const shape = of(shapes, country) ?? anywhere;
  const name = named.exec(cut);
  const match =
    of(certain, country)?.exec(cut) ??
    (name ? (shape.exec(cut.slice(name.index + name[0].length)) ?? shape.exec(cut)) : null) ??
    (expects === 'postalCode' || (destination.test(cut) && isPlaceNamed(cut, shape)) ? shape.exec(withoutStreets(withoutMoney(cut))) : null);
  return match?.[1] ? match[1].toUpperCase().replaceAll(' ', '') : null;
}

/** "envío a 1425", "frete pra 01310100": the number stands where a place would. */
function isPlaceNamed(raw: string, shape: RegExp): boolean {
  return new RegExp(`\\b(?:a|al|para|pra|pro|hasta|ate|até|to|in|en|no|em)\\s+(?:el\\s+|o\\s+|la\\s+)?${shape.source}`, shape.flags).test(withoutMoney(raw));
}

/** "Av. Santa Fe 3250": the number of a house looks like a code of the country. */
const withoutStreets = (raw: string) => raw.replace(/(?<!\p{L})(?:av(?:da|enida)?|calle|pje|pasaje|diag(?:onal)?|bv|bulevar|rua|street)(?!\p{L})[^,;\n\d]{0,60}\d{1,5}/giu, ' ');

const withoutMoney = (raw: string) => raw.replace(/(?:R?\$|US\$|USD)\s?[\d.,]+/giu, ' ');
