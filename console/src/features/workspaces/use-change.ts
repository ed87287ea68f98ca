import { useQueryClient } from '@tanstack/react-query';
import { useWorkspace } from '../../app/workspace.tsx';
import { useAct } from '../../ui/use-act.ts';

/** Runs a change and reads what it touched again; a refusal is shown as a sentence. True when it was made. */
export function useChange(topic: string): (change: () => Promise<unknown>) => Promise<boolean> {
  const queries = useQueryClient();
  const workspace = useWorkspace();
  const act = useAct('workspaces');
  return async (change) => {
    const isMade = await act(change);
    await queries.invalidateQueries({ queryKey: workspace.key(topic) });
    return isMade;
  };
}
