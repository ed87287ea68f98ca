/** The live stream to the console: what changed, as it changes. */
export { addFeedRoutes } from './routes.ts';
