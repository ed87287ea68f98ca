import type { App } from '#context';
import { makeSignIn } from './sign-in.ts';

/** Begins a session for this user; gives the value of the Cookie header that carries it. For tests and benchmarks. */
export async function signInAs(app: App, userId: string): Promise<string> {
  const reply = await makeSignIn(app).beginSession(userId);
  return reply.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
