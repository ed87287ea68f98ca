import { z } from 'zod';
import { request } from '../../app/api.ts';

const SignedIn = z.object({ twoFactorRedirect: z.boolean().optional() });

/** The first factor. `needsCode` is true when the member has a second one; the session begins only after its code. */
export async function signIn(credentials: { email: string; password: string }): Promise<{ needsCode: boolean }> {
  const reply = await request(SignedIn, '/api/auth/sign-in/email', { body: { ...credentials, rememberMe: true } });
  return { needsCode: reply.twoFactorRedirect === true };
}

export type CodeKind = 'totp' | 'backup';

/** The second factor: six digits from the app, or one of the codes kept on paper. */
export async function verifyCode(kind: CodeKind, code: string, trustDevice: boolean): Promise<void> {
  const path = kind === 'totp' ? 'verify-totp' : 'verify-backup-code';
  await request(z.unknown(), `/api/auth/two-factor/${path}`, { body: { code: code.replaceAll(/\s/g, ''), trustDevice } });
}

export async function signOut(): Promise<void> {
  await request(z.unknown(), '/api/auth/sign-out', { body: {} });
}

/** Signs in to the pretend shop; exists only while the demo runs. */
export async function signInToDemo(): Promise<void> {
  await request(z.unknown(), '/demo/sign-in', { method: 'POST' });
}

export interface SetupAnswers {
  workspaceName: string;
  country: string;
  name: string;
  email: string;
  password: string;
}

/** Names the first owner of an empty installation; refused once there is one. */
export async function setUp(answers: SetupAnswers): Promise<void> {
  await request(z.unknown(), '/v1/setup', { body: answers });
}

export async function acceptInvitation(answers: { token: string; name: string; password: string }): Promise<void> {
  await request(z.unknown(), '/v1/invitations/accept', { body: answers });
}
