import { bulkTypes } from './bulk-operations.ts';
import { checkoutTypes } from './checkout-types.ts';
import { customerTypes } from './customer-types.ts';
import { discountMutations } from './discount-mutations.ts';
import { orderMutations } from './order-mutations.ts';
import { orderTypes } from './order-types.ts';
import { productTypes } from './product-types.ts';
import { queryTypes } from './query-root.ts';
import { salesMutations } from './sales-mutations.ts';
import { moneyTypes, type Schema } from './schema-kit.ts';
import { webhookMutations } from './webhook-mutations.ts';

const bulk = bulkTypes(() => adminSchema);

/** What these shops know of the Admin API: the fields that a conversational-commerce app reads and writes. */
export const adminSchema: Schema = {
  ...queryTypes,
  ...moneyTypes,
  ...productTypes,
  ...customerTypes,
  ...checkoutTypes,
  ...orderTypes,
  ...webhookMutations,
  ...discountMutations,
  ...salesMutations,
  ...orderMutations,
  ...bulk,
  Mutation: { ...webhookMutations.Mutation, ...discountMutations.Mutation, ...salesMutations.Mutation, ...orderMutations.Mutation, ...bulk.Mutation },
};
