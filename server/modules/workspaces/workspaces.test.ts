import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOTP } from '@better-auth/utils/otp';
import { z } from 'zod';
import type { Role } from '#contract/role';
import { dayMs } from '#platform/clock';
import { inTransaction } from '#platform/database';
import { openHouse } from '#test/house';
import type { House } from '#test/house';
import { createMember } from './create-member.ts';
import { createWorkspace } from './create-workspace.ts';
import { signInAs } from './sign-in-as.ts';
import { readWorkspaceSetting, writeWorkspaceSetting } from './workspace-settings.ts';

const origin = 'http://localhost:4500';
const password = 'correct horse battery';
let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

interface Call {
  cookie?: string;
  key?: string;
  body?: unknown;
  address?: string;
}

function call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, { cookie, key, body, address }: Call = {}) {
  return house.http.inject({
    method,
    url,
    ...(address !== undefined && { remoteAddress: address }),
    headers: { origin, ...(cookie !== undefined && { cookie }), ...(key !== undefined && { authorization: `Bearer ${key}` }), ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  });
}

const cookiesOf = (reply: { cookies: { name: string; value: string }[] }) => reply.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
let people = 0;

/** A workspace of its own with one member in this role, signed in. */
async function enter(role: Role = 'owner') {
  const email = `person${(people += 1)}@example.com`;
  const { workspaceId, userId } = await inTransaction(house.app.db, async (tx) => {
    const workspace = await createWorkspace(house.app, tx, { name: 'Aurora', country: 'BR' });
    return { workspaceId: workspace.id, userId: await createMember(house.app, tx, { workspaceId: workspace.id, name: 'Ana', email, role, password }) };
  });
  return { workspaceId, userId, email, base: `/v1/workspaces/${workspaceId}`, cookie: await signInAs(house.app, userId) };
}

describe('setup', () => {
  test('names the first owner once, and never a second one at the same moment', async () => {
    const fresh = await openHouse();
    const setUp = (email: string) =>
      fresh.http.inject({ method: 'POST', url: '/v1/setup', payload: { workspaceName: 'Aurora', country: 'AR', name: 'Ana', email, password } });
    expect((await fresh.http.inject('/v1/me')).json()).toMatchObject({ member: null, workspaces: [], demo: false, needsSetup: true });
    const replies = await Promise.all([setUp('Ana@Example.com'), setUp('other@example.com')]);
    expect(replies.map((reply) => reply.statusCode).toSorted()).toEqual([201, 409]);
    const made = replies.find((reply) => reply.statusCode === 201)?.json();
    expect(made).toMatchObject({ currency: 'ARS', locale: 'es-AR', timeZone: 'America/Argentina/Buenos_Aires' });
    expect((await fresh.http.inject('/v1/me')).json().needsSetup).toBe(false);
    await fresh.close();
  });

  test('refuses a short password by name', async () => {
    const reply = await call('POST', '/v1/setup', { body: { workspaceName: 'A', country: 'AR', name: 'A', email: 'a@example.com', password: 'short' } });
    expect(reply.json().error.details.fields).toEqual([{ in: 'body', path: 'password', message: 'A password has at least 10 characters.' }]);
  });
});

describe('signing in', () => {
  const signIn = (email: string, given: string, address = '203.0.113.7') => call('POST', '/api/auth/sign-in/email', { body: { email, password: given }, address });

  test('opens the workspaces of the member, and signing out closes them', async () => {
    const ana = await enter();
    const reply = await signIn(ana.email, password);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Lax/);
    const cookie = cookiesOf(reply);
    const me = (await call('GET', '/v1/me', { cookie })).json();
    expect(me.member).toEqual({ userId: ana.userId, name: 'Ana', email: ana.email, locale: null });
    expect(me.workspaces).toMatchObject([{ id: ana.workspaceId, role: 'owner', currency: 'BRL', locale: 'pt-BR' }]);
    expect((await call('GET', ana.base, { cookie })).statusCode).toBe(200);
    expect((await call('POST', '/api/auth/sign-out', { cookie, body: {} })).statusCode).toBe(200);
    expect((await call('GET', ana.base, { cookie })).json().error.code).toBe('sign_in_needed');
  });

  test('is closed to people whom nobody invited', async () => {
    const reply = await call('POST', '/api/auth/sign-up/email', { body: { email: 'new@example.com', password, name: 'New' } });
    expect(reply.statusCode).toBeGreaterThanOrEqual(400);
    expect(await house.app.db.selectFrom('auth_user').select('id').where('email', '=', 'new@example.com').executeTakeFirst()).toBeUndefined();
  });

  test('stops a guesser of one account after ten attempts, also from many addresses, and lets a slip pass', async () => {
    const ana = await enter();
    for (let slip = 0; slip < 3; slip += 1) expect((await signIn(ana.email, 'wrong password', '203.0.113.8')).statusCode).toBe(401);
    expect((await signIn(ana.email, password)).statusCode).toBe(200);
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, guess) => signIn(ana.email, 'wrong password', `198.51.100.${guess}`)));
    expect(guesses.filter((reply) => reply.statusCode === 401)).toHaveLength(10);
    const refused = await signIn(ana.email, password);
    expect([refused.statusCode, refused.json().error.code]).toEqual([429, 'too_many_attempts']);
  });

  test('asks for the second factor once the member switched it on', async () => {
    const ana = await enter();
    const enabled = (await call('POST', '/api/auth/two-factor/enable', { cookie: ana.cookie, body: { password } })).json();
    const secret = new URL(enabled.totpURI).searchParams.get('secret') ?? '';
    const otp = createOTP(decodeBase32(secret));
    expect((await call('POST', '/api/auth/two-factor/verify-totp', { cookie: ana.cookie, body: { code: await otp.totp() } })).statusCode).toBe(200);
    const half = await signIn(ana.email, password);
    expect(half.json().twoFactorRedirect).toBe(true);
    expect((await call('GET', '/v1/me', { cookie: cookiesOf(half) })).json().member).toBeNull();
    const wrong = await call('POST', '/api/auth/two-factor/verify-totp', { cookie: cookiesOf(half), body: { code: '000000' } });
    expect(wrong.statusCode).toBe(401);
    const whole = await call('POST', '/api/auth/two-factor/verify-backup-code', { cookie: cookiesOf(half), body: { code: enabled.backupCodes[0] } });
    expect(whole.statusCode).toBe(200);
    expect((await call('GET', ana.base, { cookie: cookiesOf(whole) })).statusCode).toBe(200);
  });

  test('opens the demo without a password, and only where the demo runs', async () => {
    expect((await call('POST', '/demo/sign-in')).statusCode).toBe(404);
    const demo = await openHouse({ DEMO: 'on' });
    const enterDemo = () => demo.http.inject({ method: 'POST', url: '/demo/sign-in' });
    expect((await enterDemo()).json().error.code).toBe('demo_unknown');
    await inTransaction(demo.app.db, async (tx) => {
      const workspace = await createWorkspace(demo.app, tx, { name: 'Aurora', country: 'AR', isDemo: true });
      await createMember(demo.app, tx, { workspaceId: workspace.id, name: 'Ana', email: 'ana@example.com', role: 'owner' });
    });
    const reply = await enterDemo();
    const me = (await demo.http.inject({ url: '/v1/me', headers: { cookie: cookiesOf(reply) } })).json();
    expect(me).toMatchObject({ member: { name: 'Ana' }, workspaces: [{ name: 'Aurora' }], demo: true });
    await demo.close();
  });

  test('keeps the form of another site out', async () => {
    const reply = await house.http.inject({ method: 'POST', url: '/api/auth/sign-in/email', headers: { 'content-type': 'text/plain' }, payload: '{"email":"a@b.co","password":"x"}' });
    expect(reply.json().error.code).toBe('media_type_unknown');
  });
});

describe('invitations', () => {
  const invite = async (ana: Awaited<ReturnType<typeof enter>>, email: string, role: Role = 'agent') => {
    const reply = await call('POST', `${ana.base}/invitations`, { cookie: ana.cookie, body: { email, role } });
    return { ...reply.json(), token: new URL(reply.json().url).searchParams.get('token') as string };
  };
  const accept = (token: string, given = password) => call('POST', '/v1/invitations/accept', { body: { token, name: 'Bruno', password: given } });

  test('bring somebody new in once, signed in, in the role that was offered', async () => {
    const ana = await enter();
    const { token } = await invite(ana, 'Bruno1@Example.com');
    const reply = await accept(token);
    expect(reply.statusCode).toBe(204);
    const me = (await call('GET', '/v1/me', { cookie: cookiesOf(reply) })).json();
    expect([me.member.email, me.workspaces[0].role]).toEqual(['bruno1@example.com', 'agent']);
    expect((await accept(token)).json().error.code).toBe('invitation_unknown');
    const audit = (await call('GET', `${ana.base}/audit?action=invitation.`, { cookie: ana.cookie })).json();
    expect(audit.items.map((entry: { action: string }) => entry.action)).toEqual(['invitation.accepted']);
  });

  test('let somebody with an account in only with its own password, and a wrong one does not use the link up', async () => {
    const [ana, bruno] = [await enter(), await enter()];
    const { token } = await invite(ana, bruno.email);
    expect((await accept(token, 'another password')).json().error.code).toBe('password_wrong');
    const reply = await accept(token);
    expect(reply.statusCode).toBe(204);
    expect((await call('GET', '/v1/me', { cookie: cookiesOf(reply) })).json().workspaces).toHaveLength(2);
  });

  test('stop working when they expire, are withdrawn or are replaced', async () => {
    const ana = await enter();
    const replaced = await invite(ana, 'carla@example.com');
    const current = await invite(ana, 'carla@example.com');
    expect((await accept(replaced.token)).statusCode).toBe(404);
    expect((await call('DELETE', `${ana.base}/invitations/${current.id}`, { cookie: ana.cookie })).statusCode).toBe(204);
    expect((await accept(current.token)).statusCode).toBe(404);
    const late = await invite(ana, 'dora@example.com');
    house.app.clock.setOffset(8 * dayMs);
    expect((await accept(late.token)).statusCode).toBe(404);
    expect((await call('GET', `${ana.base}/invitations`, { cookie: ana.cookie })).json().items).toMatchObject([{ email: 'dora@example.com', isExpired: true }]);
    house.app.clock.setOffset(0);
  });
});

describe('members', () => {
  test('are changed by owners only, and the last owner stays', async () => {
    const ana = await enter();
    const brunoId = await inTransaction(house.app.db, (tx) =>
      createMember(house.app, tx, { workspaceId: ana.workspaceId, name: 'Bruno', email: `bruno-of-${ana.userId}@example.com`, role: 'admin', password }),
    );
    const bruno = await signInAs(house.app, brunoId);
    expect((await call('PATCH', `${ana.base}/members/${brunoId}`, { cookie: bruno, body: { role: 'owner' } })).json().error.code).toBe('role_needed');
    expect((await call('PATCH', `${ana.base}/members/${ana.userId}`, { cookie: ana.cookie, body: { role: 'agent' } })).json().error.code).toBe('last_owner');
    expect((await call('PATCH', `${ana.base}/members/${brunoId}`, { cookie: ana.cookie, body: { role: 'owner' } })).statusCode).toBe(204);
    const leaving = await Promise.all([call('DELETE', `${ana.base}/members/${ana.userId}`, { cookie: ana.cookie }), call('DELETE', `${ana.base}/members/${brunoId}`, { cookie: bruno })]);
    expect(leaving.map((reply) => reply.statusCode).toSorted()).toEqual([204, 409]);
  });
});

describe('API keys', () => {
  test('open their own workspace in their role until they are revoked or expire', async () => {
    const ana = await enter('admin');
    const made = (await call('POST', `${ana.base}/api-keys`, { cookie: ana.cookie, body: { name: 'Sync', role: 'analyst', expiresInDays: 2 } })).json();
    expect(made.key).toMatch(new RegExp(`^mk_${ana.workspaceId.replaceAll('-', '')}_`));
    expect((await call('GET', ana.base, { key: made.key })).json().id).toBe(ana.workspaceId);
    expect((await call('GET', `${ana.base}/api-keys`, { key: made.key })).json().error.code).toBe('role_needed');
    const listed = await call('GET', `${ana.base}/api-keys`, { cookie: ana.cookie });
    expect(listed.json().items[0]).toMatchObject({ name: 'Sync', hint: made.key.slice(-4), lastUsedAt: expect.any(String) });
    expect(listed.body).not.toContain(made.key.slice(40));
    house.app.clock.setOffset(3 * dayMs);
    expect((await call('GET', ana.base, { key: made.key })).statusCode).toBe(404);
    house.app.clock.setOffset(0);
    await call('DELETE', `${ana.base}/api-keys/${made.id}`, { cookie: ana.cookie });
    expect((await call('GET', ana.base, { key: made.key })).statusCode).toBe(404);
  });

  test('can do no more than the one who makes them', async () => {
    const ana = await enter('agent');
    expect((await call('POST', `${ana.base}/api-keys`, { cookie: ana.cookie, body: { name: 'Up', role: 'admin' } })).statusCode).toBe(403);
    const owner = await enter();
    expect((await call('POST', `${owner.base}/api-keys`, { cookie: owner.cookie, body: { name: 'Up', role: 'owner' } })).json().error.code).toBe('invalid_input');
  });
});

describe('workspaces', () => {
  test('are changed by an admin, and the change is on record', async () => {
    const ana = await enter('admin');
    const reply = await call('PATCH', ana.base, { cookie: ana.cookie, body: { name: 'Aurora Moda', timeZone: 'America/Manaus' } });
    expect(reply.json()).toMatchObject({ name: 'Aurora Moda', timeZone: 'America/Manaus', currency: 'BRL' });
    expect((await call('PATCH', ana.base, { cookie: ana.cookie, body: { timeZone: 'America/Atlantis' } })).statusCode).toBe(400);
    const { items } = (await call('GET', `${ana.base}/audit`, { cookie: ana.cookie })).json();
    expect(items).toMatchObject([{ action: 'workspace.changed', actor: { kind: 'member', id: ana.userId }, details: { name: 'Aurora Moda', timeZone: 'America/Manaus' } }]);
  });

  test('are added by an owner of another one', async () => {
    const [owner, admin] = [await enter(), await enter('admin')];
    const body = { name: 'Casa Ipê', country: 'MX' };
    expect((await call('POST', '/v1/workspaces', { cookie: admin.cookie, body })).statusCode).toBe(403);
    const made = await call('POST', '/v1/workspaces', { cookie: owner.cookie, body });
    expect(made.json()).toMatchObject({ timeZone: 'America/Mexico_City', currency: 'MXN' });
    expect((await call('GET', `/v1/workspaces/${made.json().id}`, { cookie: owner.cookie })).statusCode).toBe(200);
  });

  test('keep the settings of each module apart, with defaults for what was never set', async () => {
    const { workspaceId } = await enter();
    const Tone = z.object({ formal: z.boolean().default(false), name: z.string().default('Lía') });
    const { db } = house.app;
    expect(await readWorkspaceSetting(db, workspaceId, 'tone', Tone)).toEqual({ formal: false, name: 'Lía' });
    await Promise.all([
      inTransaction(db, (tx) => writeWorkspaceSetting(house.app, tx, workspaceId, 'tone', Tone, { formal: true })),
      inTransaction(db, (tx) => writeWorkspaceSetting(house.app, tx, workspaceId, 'caps', z.object({ most: z.int() }), { most: 3 })),
    ]);
    expect(await readWorkspaceSetting(db, workspaceId, 'tone', Tone)).toEqual({ formal: true, name: 'Lía' });
    expect(await readWorkspaceSetting(db, workspaceId, 'caps', z.object({ most: z.int() }))).toEqual({ most: 3 });
  });

  test('page their audit log without losing or repeating an entry', async () => {
    const ana = await enter();
    for (let change = 1; change <= 5; change += 1) await call('PATCH', ana.base, { cookie: ana.cookie, body: { name: `Name ${change}` } });
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = (await call('GET', `${ana.base}/audit?limit=2${cursor}`, { cookie: ana.cookie })).json();
      seen.push(...page.items.map((entry: { details: { name: string } }) => entry.details.name));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(['Name 5', 'Name 4', 'Name 3', 'Name 2', 'Name 1']);
    expect((await call('GET', `${ana.base}/audit?cursor=nonsense`, { cookie: ana.cookie })).json().error.code).toBe('cursor_invalid');
  });
});

/** The shared secret as its app reads it from the QR code. */
function decodeBase32(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.replaceAll('=', '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))).toString('utf8');
}
