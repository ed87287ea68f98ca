export { shopifyHooks } from './webhooks.ts';
