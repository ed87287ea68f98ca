import { createContext, useContext, useMemo } from 'react';
import type { ReactNode } from 'react';
import { hasRole } from './me.ts';
import type { MemberWorkspace, Role } from './me.ts';

export interface Workspace extends MemberWorkspace {
  /** The address of a product route: `api('/carts')` is `/v1/workspaces/<id>/carts`. */
  api(path: string): string;
  /** A query key. Topic first (`cart`, `conversation`…), so that the live stream can refresh what it names. */
  key(topic: string, ...parts: unknown[]): readonly unknown[];
  /** A console address inside this workspace: `href('carts/c1')`. */
  href(path: string): string;
  /** True when the member's role is at least this one. Hides controls; the server decides. */
  can(role: Role): boolean;
}

const WorkspaceContext = createContext<Workspace | null>(null);

export function WorkspaceProvider({ workspace, children }: { workspace: MemberWorkspace; children: ReactNode }) {
  const value = useMemo(() => makeWorkspace(workspace), [workspace]);
  return <WorkspaceContext value={value}>{children}</WorkspaceContext>;
}

/** The workspace whose page is open. Only below a page. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace is for pages inside a workspace.');
  return workspace;
}

export function workspaceHref(workspaceId: string, path = ''): string {
  return `/w/${workspaceId}${path && `/${path.replace(/^\//, '')}`}`;
}

export function makeWorkspace(workspace: MemberWorkspace): Workspace {
  return {
    ...workspace,
    api: (path) => `/v1/workspaces/${workspace.id}${path}`,
    key: (topic, ...parts) => ['workspace', workspace.id, topic, ...parts],
    href: (path) => workspaceHref(workspace.id, path),
    can: (role) => hasRole(workspace.role, role),
  };
}
