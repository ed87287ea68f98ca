import type { App } from '#context';
import { readIdToken, writeIdToken } from '#platform/id-token';

/** Our own address of a link: it leads to the till as long as the link holds, and makes a fresh one for the cart as it is now when it does not. */
export const payUrlOf = (app: App, { workspaceId, id }: { workspaceId: string; id: string }): string => `${app.publicUrl}/pay/${writeIdToken(app.keys, 'pay', [workspaceId, id])}`;

export function readPayToken(app: App, token: string): { workspaceId: string; id: string } | null {
  const [workspaceId, id, ...rest] = readIdToken(app.keys, 'pay', token) ?? [];
  return workspaceId && id && rest.length === 0 ? { workspaceId, id } : null;
}
