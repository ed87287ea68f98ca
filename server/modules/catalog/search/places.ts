/** Where a word stands in a product, packed into 15 bits: how often in title (3), brand (1), category (2), facts (3) and description (5), and whether it is denied somewhere (1). */
export interface Places {
  title: number;
  brand: number;
  category: number;
  facts: number;
  body: number;
  isDenied: boolean;
}

export const packPlaces = ({ title, brand, category, facts, body, isDenied }: Places): number =>
  Math.min(title, 7) | (Math.min(brand, 1) << 3) | (Math.min(category, 3) << 4) | (Math.min(facts, 7) << 6) | (Math.min(body, 31) << 9) | (isDenied ? 1 << 14 : 0);

export const inTitle = (places: number) => places & 7;
export const inBrand = (places: number) => (places >> 3) & 1;
export const inCategory = (places: number) => (places >> 4) & 3;
export const inFacts = (places: number) => (places >> 6) & 7;
export const inBody = (places: number) => (places >> 9) & 31;
export const isDeniedThere = (places: number) => places >> 14 === 1;
