import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewKnowledgePage } from '#contract/knowledge';
import { useWorkspace } from '../../app/workspace.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { notifyFailed } from '../../ui/undoable.tsx';
import { useKnowledgeChanges } from './knowledge-requests.ts';

/** Keeps a page as a draft and opens it. */
export function useCreatePage(): { create(input: NewKnowledgePage): Promise<void>; isBusy: boolean } {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const say = useErrorText('knowledge');
  const { create } = useKnowledgeChanges();
  const [isBusy, setBusy] = useState(false);
  return {
    isBusy,
    create: async (input) => {
      setBusy(true);
      try {
        const page = await create(input);
        queries.setQueryData(workspace.key('knowledge', page.id), page);
        await queries.invalidateQueries({ queryKey: workspace.key('knowledge', 'list') });
        await navigate({ to: workspace.href(`knowledge/${page.id}`) });
      } catch (error) {
        notifyFailed(say(error));
      } finally {
        setBusy(false);
      }
    },
  };
}
