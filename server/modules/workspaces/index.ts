/** Workspaces, the people and programs that may enter them, and the record of what they did. */
export { addWorkspaceRoutes } from './routes.ts';
export { createMember } from './create-member.ts';
export type { NewMember } from './create-member.ts';
export { createWorkspace } from './create-workspace.ts';
export { createApiKey } from './api-keys.ts';
export { readWorkspaceFacts } from './workspace-facts.ts';
export type { WorkspaceFacts } from './workspace-facts.ts';
export { makeFindActor } from './find-actor.ts';
export { makeSignIn } from './sign-in.ts';
export type { SignIn } from './sign-in.ts';
export { readWorkspaceSetting, writeWorkspaceSetting } from './workspace-settings.ts';
export { signInAs } from './sign-in-as.ts';
export { writeAudit } from './write-audit.ts';
