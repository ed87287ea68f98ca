/** Insights: what it earned, where every cart stands and why. Reads everything, decides nothing. */
export { mergeAttribution, reattributeSends, recordAttribution } from './attribution.ts';
export type { CartFacts } from './cart-outcome.ts';
export { addInsightRoutes } from './routes.ts';
