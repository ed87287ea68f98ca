/** What members are told on their screens and phones. */
export { addNoticeRoutes } from './routes.ts';
export { sendPush } from './send-push.ts';
export { tellMembers } from './tell-members.ts';
