import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router';
import { parseUrlSearch, writeUrlSearch } from '../ui/url-state.ts';
import { AppLayout } from './layout/app-layout.tsx';
import { meQuery, hasRole } from './me.ts';
import type { Me } from './me.ts';
import { entryOf, pages } from './pages.tsx';
import { NotFound, RouteError } from './route-states.tsx';
import { workspaceHref } from './workspace.tsx';

interface RouterContext {
  queries: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()();

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context, location }) => {
    const me = await requireMember(context.queries, location.href);
    const workspace = me.workspaces.find(({ id }) => id === lastWorkspaceId()) ?? me.workspaces[0];
    if (!workspace) throw notFound();
    throw redirect({ to: workspaceHref(workspace.id), replace: true });
  },
});

const accounts = [
  { path: '/sign-in', load: () => import('../features/accounts/sign-in-page.tsx') },
  { path: '/setup', load: () => import('../features/accounts/setup-page.tsx') },
  { path: '/invitation', load: () => import('../features/accounts/invitation-page.tsx') },
].map(({ path, load }) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) }));

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspaceId',
  component: AppLayout,
  beforeLoad: async ({ context, location, params }) => {
    const me = await requireMember(context.queries, location.href);
    if (!me.workspaces.some(({ id }) => id === params.workspaceId)) throw notFound();
    localStorage.setItem('marchante.workspace', params.workspaceId);
  },
});

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: async ({ context, params }) => {
    const me = await context.queries.ensureQueryData(meQuery);
    const role = me.workspaces.find(({ id }) => id === params.workspaceId)?.role;
    const first = pages.find((page) => !page.hidden && role && hasRole(role, page.minRole));
    if (!first) throw notFound();
    throw redirect({ to: workspaceHref(params.workspaceId, entryOf(first)), replace: true });
  },
});

const workspacePages = pages.map(({ path, load }) =>
  createRoute({ getParentRoute: () => workspace, path, component: lazyRouteComponent(load), errorComponent: RouteError }),
);

// Every part of the kit on one page, alone and inside the frame; absent from what customers get.
const isForCustomers = import.meta.env.MODE === 'production';
const partsAlone = isForCustomers
  ? []
  : [createRoute({ getParentRoute: () => root, path: '/_parts', component: lazyRouteComponent(() => import('../parts/parts-alone.tsx')) })];
const partsInFrame = isForCustomers
  ? []
  : [createRoute({ getParentRoute: () => workspace, path: '/_parts', component: lazyRouteComponent(() => import('../parts/parts-page.tsx')) })];

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([home, ...accounts, workspace.addChildren([workspaceHome, ...workspacePages, ...partsInFrame]), ...partsAlone]),
    context: { queries },
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFound,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    scrollRestoration: true,
    parseSearch: parseUrlSearch,
    stringifySearch: writeUrlSearch,
  });
}

async function requireMember(queries: QueryClient, here: string): Promise<Me> {
  const me = await queries.ensureQueryData(meQuery);
  if (me.needsSetup) throw redirect({ to: '/setup', replace: true });
  if (!me.member) throw redirect({ to: '/sign-in', search: here === '/' ? {} : { next: here }, replace: true });
  return me;
}

function lastWorkspaceId(): string | null {
  return localStorage.getItem('marchante.workspace');
}
