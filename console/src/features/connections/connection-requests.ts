import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ConnectionDetail, ConnectionList, VendorList } from '#contract/connection';
import type { ConnectionPatch, NewConnection } from '#contract/connection';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

export function useVendors() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('vendor'), queryFn: ({ signal }) => request(VendorList, workspace.api('/vendors'), { signal }), staleTime: Infinity });
}

export function useConnections() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('connection', 'list'), queryFn: ({ signal }) => request(ConnectionList, workspace.api('/connections'), { signal }) });
}

export function useConnection(connectionId: string) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('connection', connectionId),
    queryFn: ({ signal }) => request(ConnectionDetail, workspace.api(`/connections/${connectionId}`), { signal }),
    // A reading tells how far it is only when asked.
    refetchInterval: ({ state }) => (state.data?.readings.some(({ state: reading }) => reading === 'running' || reading === 'waiting') ? 2_000 : false),
  });
}

/** A change of connections; what it gives back is shown at once. */
function useChange<Input>(run: (input: Input, api: (path: string) => string) => Promise<ConnectionDetail>) {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(input, workspace.api),
    onSuccess: (connection) => queries.setQueryData(workspace.key('connection', connection.id), connection),
    onSettled: () => queries.invalidateQueries({ queryKey: workspace.key('connection', 'list') }),
  });
}

export const useAddConnection = () => useChange((input: NewConnection, api) => request(ConnectionDetail, api('/connections'), { body: input }));

export const useChangeConnection = (connectionId: string) =>
  useChange((patch: ConnectionPatch, api) => request(ConnectionDetail, api(`/connections/${connectionId}`), { method: 'PATCH', body: patch }));

export const useCheckConnection = (connectionId: string) =>
  useChange((subscribe: boolean, api) => request(ConnectionDetail, api(`/connections/${connectionId}/check`), { body: { subscribe } }));

/** Asks for everything that can be read of a shop: what webhooks missed, and its catalogue. */
export function useReadShop(connection: ConnectionDetail) {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const kinds = new Set(connection.readings.map(({ kind }) => kind));
      if (kinds.has('catalog')) await request(z.unknown(), workspace.api('/products/sync'), { body: { connectionId: connection.id } });
      if (kinds.has('carts') || kinds.has('orders')) await request(z.unknown(), workspace.api(`/connections/${connection.id}/read`), { method: 'POST', body: {} });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: workspace.key('connection', connection.id) }),
  });
}
