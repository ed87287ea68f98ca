import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { ContactDetail } from '#contract/contact';
import { ConversationDetail, ConversationPage, TimelinePage } from '#contract/conversation';
import { UploadedMedia } from '#contract/media';
import { PlannedReply, SendPage } from '#contract/send';
import type { ReplyContent, TemplateReplyBody } from '#contract/send';
import { TemplatePage } from '#contract/template';
import { request } from '../../app/api.ts';
import { useWorkspace } from '../../app/workspace.tsx';
import type { Workspace } from '../../app/workspace.tsx';
import type { ListFilters } from './list-filters.ts';

export const listKey = (workspace: Workspace, filters: ListFilters) => workspace.key('conversation', 'list', filters);

export function loadConversations(workspace: Workspace, { only, ...filters }: ListFilters, cursor: string | null, signal: AbortSignal) {
  const flags = { unread: only === 'unread' ? 'true' : null, mentioned: only === 'mentioned' ? 'true' : null };
  return request(ConversationPage, workspace.api('/conversations'), { query: { ...filters, ...flags, cursor, limit: '40' }, signal });
}

export function useConversation(conversationId: string) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('conversation', 'one', conversationId),
    queryFn: ({ signal }) => request(ConversationDetail, workspace.api(`/conversations/${conversationId}`), { signal }),
    meta: { onlyFor: conversationId },
  });
}

/** Newest first, page by page into the past. */
export function useTimeline(conversationId: string) {
  const workspace = useWorkspace();
  return useInfiniteQuery({
    queryKey: workspace.key('conversation', 'timeline', conversationId),
    queryFn: ({ pageParam, signal }) => request(TimelinePage, workspace.api(`/conversations/${conversationId}/timeline`), { query: { cursor: pageParam, limit: '40' }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    meta: { onlyFor: conversationId },
  });
}

export function useContact(contactId: string) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('contact', contactId),
    queryFn: ({ signal }) => request(ContactDetail, workspace.api(`/contacts/${contactId}`), { signal }),
  });
}

export function useEarlierSends(contactId: string) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('send', 'of', contactId),
    queryFn: ({ signal }) => request(SendPage, workspace.api('/sends'), { query: { contactId, limit: '8' }, signal }),
  });
}

export function useTemplates(connectionId: string, search: string) {
  const workspace = useWorkspace();
  return useQuery({
    queryKey: workspace.key('template', 'approved', connectionId, search),
    queryFn: ({ signal }) => request(TemplatePage, workspace.api('/templates'), { query: { connectionId, status: 'approved', search, limit: '30' }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** A free answer, with what belongs to it. */
export interface Answer {
  content: ReplyContent;
  /** The channel's id of the quoted message. */
  inReplyTo: string | null;
  savedReplyId: string | null;
  /** True: sent although another member answered a moment ago. */
  evenSo: boolean;
}

/** What a member does with one conversation; each gives the conversation as it is afterwards. */
export function useConversationActions(conversationId: string) {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const path = workspace.api(`/conversations/${conversationId}`);
  const change = async (method: 'POST' | 'PUT', action: string, body: unknown = {}) => {
    const after = await request(ConversationDetail, `${path}/${action}`, { method, body });
    queries.setQueryData(workspace.key('conversation', 'one', conversationId), after);
    return after;
  };
  const act = async (...asked: Parameters<typeof change>) => {
    const after = await change(...asked);
    void queries.invalidateQueries({ queryKey: workspace.key('conversation') });
    return after;
  };
  const send = async (action: string, body: unknown, idempotencyKey: string) => {
    const planned = await request(PlannedReply, `${path}/${action}`, { body, idempotencyKey });
    await queries.invalidateQueries({ queryKey: workspace.key('conversation') });
    return planned;
  };
  return {
    // Said after each message that is looked at: the live line refreshes the lists in its time.
    read: () => change('POST', 'read'),
    unread: () => act('POST', 'unread'),
    takeOver: (evenSo = false) => act('POST', 'take-over', { evenSo }),
    handBack: () => act('POST', 'hand-back'),
    close: () => act('POST', 'close'),
    reopen: (asBefore = false) => act('POST', 'reopen', { asBefore }),
    assign: (assigneeId: string | null) => act('PUT', 'assignee', { assigneeId }),
    setPriority: (priority: number) => act('PUT', 'priority', { priority }),
    snooze: (until: Date) => act('POST', 'snooze', { until: until.toISOString() }),
    setTags: (tags: string[]) => act('PUT', 'tags', { tags }),
    addNote: (text: string, mentions: string[]) => act('POST', 'notes', { text, mentions }),
    optOut: (note: string | null) => act('POST', 'opt-out', { note }),
    reply: ({ evenSo, ...answer }: Answer, idempotencyKey: string) => send('messages', { ...answer, ifAnswered: evenSo ? 'send' : 'ask' }, idempotencyKey),
    sendTemplate: (body: TemplateReplyBody, idempotencyKey: string) => send('templates', body, idempotencyKey),
  };
}
export type ConversationActions = ReturnType<typeof useConversationActions>;

/** Keeps a file for an answer; sending it is another step. */
export function useUpload(conversationId: string): (file: File) => Promise<UploadedMedia> {
  const workspace = useWorkspace();
  return (file) => {
    const form = new FormData();
    form.append('file', file);
    return request(UploadedMedia, workspace.api(`/conversations/${conversationId}/media`), { body: form });
  };
}
