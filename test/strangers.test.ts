import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApiKey, createMember, createWorkspace, signInAs } from '#modules/workspaces';
import { inTransaction } from '#platform/database';
import { listRoutes } from '#platform/http-routes';
import type { DeclaredRoute } from '#platform/http-routes';
import { fingerprint, marker, plantRows } from './foreign-rows.ts';
import { openHouse } from './house.ts';
import type { House } from './house.ts';
import { sampleBody } from './sample-body.ts';

const foreignId = '0198c0de-0000-7000-8000-00000000beef';
/** Answers that never end for somebody who may listen. */
const endless = new Set(['/v1/workspaces/:workspaceId/live']);
const prefix = '/v1/workspaces/:workspaceId';

let house: House;
let routes: DeclaredRoute[];
let tables: string[];
let home: { workspaceId: string; cookie: string; key: string };
let other: { workspaceId: string; userId: string };

beforeAll(async () => {
  house = await openHouse();
  routes = listRoutes(house.http).filter(({ path }) => path === prefix || path.startsWith(`${prefix}/`));
  const [mine, theirs] = [await found('Home', 'ana@example.com'), await found('Other', 'zoe@example.com')];
  const actor = { kind: 'member' as const, id: mine.userId, name: 'Ana', workspaceId: mine.workspaceId, role: 'owner' as const };
  const { key } = await createApiKey(house.app, actor, { name: 'Key', role: 'admin' });
  home = { workspaceId: mine.workspaceId, cookie: await signInAs(house.app, mine.userId), key };
  other = theirs;
  tables = await plantRows(house.app.db, theirs.workspaceId, theirs.userId, foreignId);
});

afterAll(() => house?.close());

function found(name: string, email: string) {
  return inTransaction(house.app.db, async (tx) => {
    const workspace = await createWorkspace(house.app, tx, { name, country: 'AR' });
    const userId = await createMember(house.app, tx, { workspaceId: workspace.id, name, email, role: 'owner' });
    return { workspaceId: workspace.id, userId };
  });
}

const idsIn = (path: string) => path.slice(prefix.length).match(/:\w+/g) ?? [];

function ask(route: DeclaredRoute, workspaceId: string, headers: Record<string, string>) {
  const path = route.path.replace(':workspaceId', workspaceId).replaceAll(':userId', other.userId).replaceAll(/:\w+|\*/g, foreignId);
  const body = sampleBody(route.body, foreignId);
  return house.http.inject({
    method: route.method as 'GET',
    url: path,
    headers: { origin: house.app.publicUrl, ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  });
}

test('P10: there are routes to walk and rows to look for in every table', async () => {
  expect(routes.length).toBeGreaterThan(10);
  const prints = await fingerprint(house.app.db, tables, other.workspaceId);
  expect(Object.entries(prints).filter(([, print]) => print === 'empty')).toEqual([]);
});

test.each(['nobody', 'a member of another workspace', 'the key of another workspace', 'a made-up key'] as const)('P10: %s is refused on every route of a workspace', async (who) => {
  const credentials: Record<typeof who, Record<string, string>> = {
    nobody: {},
    'a member of another workspace': { cookie: home.cookie },
    'the key of another workspace': { authorization: `Bearer ${home.key}` },
    'a made-up key': { authorization: `Bearer mk_${other.workspaceId.replaceAll('-', '')}_${'a'.repeat(40)}` },
  };
  const expected = who === 'nobody' ? [401, 'sign_in_needed'] : [404, 'workspace_unknown'];
  for (const route of routes) {
    const reply = await ask(route, other.workspaceId, credentials[who]);
    expect([route.method, route.path, reply.statusCode, reply.json().error?.code]).toEqual([route.method, route.path, ...expected]);
  }
});

test.each(['member', 'key'] as const)('P10: an id of another workspace opens nothing for a %s, shows nothing and changes nothing', async (who) => {
  const headers: Record<string, string> = who === 'member' ? { cookie: home.cookie } : { authorization: `Bearer ${home.key}` };
  const before = await fingerprint(house.app.db, tables, other.workspaceId);
  for (const route of routes) {
    if (endless.has(route.path)) continue;
    const reply = await ask(route, home.workspaceId, headers);
    const seen = `${route.method} ${route.path} answered ${reply.statusCode}: ${reply.body.slice(0, 300)}`;
    expect(reply.body.includes(marker), seen).toBe(false);
    expect(reply.statusCode, seen).toBeLessThan(500);
    if (idsIn(route.path).length > 0) expect([400, 401, 403, 404, 409], seen).toContain(reply.statusCode);
  }
  expect(await fingerprint(house.app.db, tables, other.workspaceId)).toEqual(before);
});
