import type { App } from '#context';
import type { StorefrontDefinition } from '#ports/storefront';
import { openConnection } from './open-connection.ts';

export interface OpenShop {
  name: string;
  definition: StorefrontDefinition;
  client: unknown;
}

/** A shop of this workspace that can be asked now; null: it is none, another workspace's, paused or closed. */
export async function openShop(app: App, workspaceId: string, connectionId: string): Promise<OpenShop | null> {
  const connection = await openConnection(app, connectionId);
  if (connection?.workspaceId !== workspaceId || connection.definition.port !== 'storefront' || connection.state !== 'active') return null;
  return { name: connection.name, definition: connection.definition, client: connection.client() };
}
