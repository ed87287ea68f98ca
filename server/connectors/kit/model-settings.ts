import { z } from 'zod';

/** Fields that every maker of models needs, each with its own words. */

export const modelKey = (description: string) => z.string().trim().min(8, 'Paste the whole key.').max(400).meta({ title: 'API key', description, secret: true, order: 1 });

export const modelName = (example: string) => z.string().trim().min(1, 'Write the model’s name.').max(120).default(example).meta({ title: 'Model', description: `Its name at the maker, such as ${example}`, order: 2 });

/** US dollars for a million tokens. Makers change their prices, so the merchant's word counts; 0: not known, cost is then left out. */
const perMillion = (title: string, order: number) => z.number().min(0).max(1000).default(0).meta({ title, description: 'US dollars for a million tokens; 0 when you do not know', advanced: true, order });

export const modelPrices = { inputPerMillion: perMillion('Price of reading', 8), outputPerMillion: perMillion('Price of writing', 9) };

export const seesPictures = (isLikely: boolean) => z.boolean().default(isLikely).meta({ title: 'It can look at pictures', advanced: true, order: 7 });

export const modelAddress = (address: string) => z.url({ protocol: /^https?$/ }).max(300).default(address).meta({ title: 'Address of the API', description: 'Change it only for a proxy or a test', advanced: true, order: 10 });

/** What `ModelDefinition.price` answers. */
export function priceOf({ inputPerMillion, outputPerMillion }: { inputPerMillion: number; outputPerMillion: number }): { inputPerMillion: number; outputPerMillion: number } | null {
  return inputPerMillion === 0 && outputPerMillion === 0 ? null : { inputPerMillion, outputPerMillion };
}
