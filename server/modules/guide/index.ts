/** The first run: what is connected, what is missing, and whether a cart was rescued yet. */
export { addGuideRoutes } from './routes.ts';
