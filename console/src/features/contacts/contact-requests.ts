import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ConsentLedger } from '#contract/consent';
import type { NewConsent } from '#contract/consent';
import { ContactDetail, ErasurePreview, MergePreview } from '#contract/contact';
import type { ContactPatch } from '#contract/contact';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';

export function useContact(contactId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('contact', contactId), queryFn: ({ signal }) => request(ContactDetail, workspace.api(`/contacts/${contactId}`), { signal }) });
}

export function useConsents(contactId: string) {
  const workspace = useWorkspace();
  return useQuery({ queryKey: workspace.key('contact', contactId, 'consents'), queryFn: ({ signal }) => request(ConsentLedger, workspace.api(`/contacts/${contactId}/consents`), { signal }) });
}

export function useMergePreview(contactId: string, otherId: string | null) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('contact', contactId, 'merge', otherId),
    queryFn: ({ signal }) => request(MergePreview, workspace.api(`/contacts/${contactId}/merge`), { query: { otherId }, signal }),
    enabled: otherId !== null,
  });
}

export function useErasurePreview(contactId: string, isAsked: boolean) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('contact', contactId, 'erasure'),
    queryFn: ({ signal }) => request(ErasurePreview, workspace.api(`/contacts/${contactId}/erasure`), { signal }),
    enabled: isAsked,
  });
}

/** Changes of one contact; everything shown of contacts is read again. */
export function useContactChange<Input>(run: (input: Input, api: (path: string) => string) => Promise<unknown>) {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => run(input, workspace.api),
    onSettled: () => queries.invalidateQueries({ queryKey: workspace.key('contact') }),
  });
}

export const useSaveContact = (contactId: string) =>
  useContactChange((patch: ContactPatch, api) => request(ContactDetail, api(`/contacts/${contactId}`), { method: 'PATCH', body: patch }));

export const useRecordConsent = (contactId: string) =>
  useContactChange((entry: Partial<NewConsent> & Pick<NewConsent, 'channel' | 'state'>, api) => request(ConsentLedger, api(`/contacts/${contactId}/consents`), { body: entry }));

export const useMergeContacts = (contactId: string) =>
  useContactChange((otherId: string, api) => request(ContactDetail, api(`/contacts/${contactId}/merge`), { body: { otherId } }));

export const useEraseContact = (contactId: string) => useContactChange((_: void, api) => request(ContactDetail, api(`/contacts/${contactId}/erase`), { body: {} }));
