import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { ApiKeyList, CreatedApiKey } from '#contract/member';
import type { ApiKeyInput } from '#contract/member';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

export function useApiKeys() {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('api_key'), queryFn: ({ signal }) => request(ApiKeyList, workspace.api('/api-keys'), { signal }) });
}

export function useApiKeyChanges() {
  const { api } = useWorkspace();
  return {
    create: (input: ApiKeyInput) => request(CreatedApiKey, api('/api-keys'), { body: input }),
    revoke: (apiKeyId: string) => request(z.unknown(), api(`/api-keys/${apiKeyId}`), { method: 'DELETE' }),
  };
}
