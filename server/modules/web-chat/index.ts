/** The chat on the shops' own pages, as those pages read it. What they say comes in by the hook of their connection. */
export { addWebChatRoutes } from './routes.ts';
