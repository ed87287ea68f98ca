import { cloudApi } from './channel/cloud-api/index.ts';
import { webChat } from './channel/web-chat/index.ts';
import { anthropic } from './model/anthropic/index.ts';
import { google } from './model/google/index.ts';
import { mistral } from './model/mistral/index.ts';
import { openai } from './model/openai/index.ts';
import { openaiCompatible } from './model/openai-compatible/index.ts';
import { mercadopago } from './payment/mercadopago/index.ts';
import { stripe } from './payment/stripe/index.ts';
import { generic } from './storefront/generic/index.ts';
import { shopify } from './storefront/shopify/index.ts';

/** One line for each connector: it puts the connector into the product and under the contract tests. */
export const storefronts = [shopify, generic] as const;
export const channels = [cloudApi, webChat] as const;
export const payments = [stripe, mercadopago] as const;
export const models = [openai, anthropic, google, mistral, openaiCompatible] as const;
