import { betterAuth } from 'better-auth';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins';
import { z } from 'zod';
import type { App } from '#context';
import { dayMs, secondMs } from '#platform/clock';

/** Sessions, passwords and second factors: everything that the sign-in library does for us. Its tables begin with `auth_`. */
export interface SignIn {
  /** Answers a request below `/api/auth`. */
  answer(request: Request): Promise<Response>;
  /** The user whose session the cookies carry; null without one. */
  findUser(headers: Headers): Promise<SignedInUser | null>;
  /** Signs in with a password; the cookies are in the reply, or its status is 401. */
  withPassword(email: string, password: string, headers: Headers): Promise<Response>;
  /** Begins a session for somebody who is known otherwise; the cookies are in the reply. */
  beginSession(userId: string): Promise<Response>;
}

export interface SignedInUser {
  id: string;
  name: string;
  email: string;
  locale: string | null;
}

const sessionMs = 30 * dayMs;

export function makeSignIn(app: App): SignIn {
  const auth = buildAuth(app);
  return {
    answer: (request) => auth.handler(request),
    findUser: async (headers) => {
      if (!headers.has('cookie')) return null;
      const session = await auth.api.getSession({ headers });
      if (!session) return null;
      const { id, name, email, locale } = session.user;
      return { id, name, email, locale: locale ?? null };
    },
    withPassword: (email, password, headers) => auth.api.signInEmail({ body: { email, password, rememberMe: true }, headers, asResponse: true }),
    beginSession: (userId) => auth.api.beginSession({ body: { userId }, asResponse: true }),
  };
}

/** One endpoint that no request can reach: only this program calls it. */
const sessionPlugin = {
  id: 'own-session',
  endpoints: {
    beginSession: createAuthEndpoint({ method: 'POST', body: z.object({ userId: z.string() }) }, async (context) => {
      const { internalAdapter } = context.context;
      const user = await internalAdapter.findUserById(context.body.userId);
      if (!user) throw new Error('A session was asked for a user who does not exist.');
      const session = await internalAdapter.createSession(user.id);
      await setSessionCookie(context, { session, user });
      return context.json({ ok: true });
    }),
  },
} satisfies BetterAuthPlugin;

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };
const userColumns = { emailVerified: 'email_verified', ...times };
const sessionColumns = { expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', userId: 'user_id', ...times };
const verificationColumns = { expiresAt: 'expires_at', ...times };
const accountColumns = {
  accountId: 'account_id',
  providerId: 'provider_id',
  userId: 'user_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
  ...times,
};
const twoFactorColumns = { backupCodes: 'backup_codes', userId: 'user_id', failedVerificationCount: 'failed_verification_count', lockedUntil: 'locked_until' };

const buildAuth = (app: App) =>
  betterAuth({
    appName: 'Marchante',
    baseURL: app.publicUrl || 'http://localhost',
    basePath: '/api/auth',
    // From the oldest key, as it also encrypts the shared secrets of second factors: a rotation must not lock their owners out.
    secret: app.keys.hash('sign-in'),
    database: { db: app.db, type: 'postgres' },
    logger: { log: (level, message, ...details: unknown[]) => app.log[level]({ details: details.map(String) }, `Sign-in: ${message}`) },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128, revokeSessionsOnPasswordReset: true },
    user: { modelName: 'auth_user', fields: userColumns, additionalFields: { locale: { type: 'string', required: false } } },
    session: { modelName: 'auth_session', fields: sessionColumns, expiresIn: sessionMs / secondMs, updateAge: dayMs / secondMs },
    account: { modelName: 'auth_account', fields: accountColumns },
    verification: { modelName: 'auth_verification', fields: verificationColumns },
    plugins: [twoFactor({ issuer: 'Marchante', schema: { user: { fields: { twoFactorEnabled: 'two_factor_enabled' } }, twoFactor: { modelName: 'auth_two_factor', fields: twoFactorColumns } } }), sessionPlugin],
    // Attempts are counted by our own routes, by account and by address, in the database.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix: 'marchante',
      useSecureCookies: app.publicUrl.startsWith('https:'),
      // Our web server already refuses changes that another site asks for, on every route.
      disableCSRFCheck: true,
      database: { generateId: () => app.ids.next() },
      ipAddress: { ipAddressHeaders: ['x-client-address'] },
    },
  });
