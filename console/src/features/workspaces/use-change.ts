import { useQueryClient } from '@tanstack/react-query';
import { useWorkspace } from '../../app/workspace.tsx';
import { useErrorText } from '../../ui/states.tsx';
import { notifyFailed } from '../../ui/undoable.tsx';

/** Runs a change and reads what it touched again; a refusal is shown as a sentence. True when it was made. */
export function useChange(topic: string): (change: () => Promise<unknown>) => Promise<boolean> {
  const queries = useQueryClient();
  const workspace = useWorkspace();
  const say = useErrorText('workspaces');
  return async (change) => {
    try {
      await change();
      return true;
    } catch (error) {
      notifyFailed(say(error));
      return false;
    } finally {
      await queries.invalidateQueries({ queryKey: workspace.key(topic) });
    }
  };
}
