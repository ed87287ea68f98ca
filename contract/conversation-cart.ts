import { z } from 'zod';
import { Currency } from './money.ts';
import { Instant } from './page.ts';

/** The cart of the person in a conversation, as a member sees and changes it. */

export const ConversationCartLine = z.object({
  /** Null: the shop does not say which variant it is, so it cannot be changed here. */
  variantKey: z.string().nullable(),
  title: z.string(),
  variantTitle: z.string().nullable(),
  quantity: z.int(),
  unitPriceMinor: z.int(),
  imageUrl: z.string().nullable(),
});

export const ConversationCart = z.object({
  /** Null: the person has none that is open. */
  cart: z
    .object({
      id: z.uuid(),
      connectionId: z.uuid(),
      currency: Currency,
      totalMinor: z.int(),
      itemCount: z.int(),
      lines: z.array(ConversationCartLine),
      discountCodes: z.array(z.string()),
      activityAt: Instant,
    })
    .nullable(),
});
export type ConversationCart = z.infer<typeof ConversationCart>;

export const CartChangeBody = z.object({
  /** The cart that the member saw; null: a new one. */
  cartId: z.uuid().nullable(),
  /** The shop. */
  connectionId: z.uuid(),
  wishes: z
    .array(z.object({ variantKey: z.string().min(1).max(200), /** 0 takes it out. */ quantity: z.int().min(0).max(99, 'At most 99 of one thing.'), mode: z.enum(['set', 'add']).default('set') }))
    .min(1, 'Say what to change.')
    .max(20),
});
export type CartChangeBody = z.infer<typeof CartChangeBody>;
