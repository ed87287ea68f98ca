import { useQuery, useQueryClient } from '@tanstack/react-query';
import { PushDeviceList } from '#contract/notice';
import type { PushDevicePatch } from '#contract/notice';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

/** The member's own devices, and what can be done with them. */
export function useDevices() {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const key = workspace.key('push-device');
  const path = workspace.api('/push-devices');
  const keep = async (asked: Promise<PushDeviceList>) => {
    const list = await asked;
    queries.setQueryData(key, list);
    return list;
  };
  return {
    query: useQuery({ queryKey: key, queryFn: ({ signal }) => request(PushDeviceList, path, { signal }) }),
    add: (body: object) => keep(request(PushDeviceList, path, { body })),
    change: (id: string, body: PushDevicePatch) => keep(request(PushDeviceList, `${path}/${id}`, { method: 'PATCH', body })),
    remove: (id: string) => keep(request(PushDeviceList, `${path}/${id}`, { method: 'DELETE' })),
    test: (id: string) => keep(request(PushDeviceList, `${path}/${id}/test`, { body: {} })),
  };
}
