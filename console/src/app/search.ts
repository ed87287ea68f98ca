import type { ComponentType } from 'react';
import { cartSearch } from '../features/carts/search-carts.ts';
import { contactSearch } from '../features/contacts/search-contacts.ts';
import { conversationSearch } from '../features/conversations/search-conversations.ts';
import { knowledgeSearch } from '../features/knowledge/search-knowledge.ts';
import { flowSearch } from '../features/flows/search-flows.ts';
import { templateSearch } from '../features/templates/search-templates.ts';
import type { Workspace } from './workspace.tsx';

export interface SearchHit {
  id: string;
  title: string;
  /** What tells it apart: a phone, an amount, a date. */
  note?: string;
  /** Below the workspace: `contacts/c1`. */
  path: string;
}

export interface SearchProvider {
  /** Also the key of its heading in `app/texts`: `search.groups.<id>`. */
  id: string;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  /** At most six hits for two letters or more; the signal ends with the next letter. */
  search(workspace: Workspace, text: string, signal: AbortSignal): Promise<SearchHit[]>;
}

/** What the command bar looks through besides pages, one line each, in the order shown. */
export const searchProviders: readonly SearchProvider[] = [conversationSearch, contactSearch, cartSearch, flowSearch, templateSearch, knowledgeSearch];
