import { useErrorText } from '../../ui/states.tsx';
import { notifyFailed } from '../../ui/undoable.tsx';

/** Runs an action; a refusal is shown as a sentence. True when it was done. */
export function useAct(): (action: () => Promise<unknown>) => Promise<boolean> {
  const say = useErrorText('conversations');
  return async (action) => {
    try {
      await action();
      return true;
    } catch (error) {
      notifyFailed(say(error));
      return false;
    }
  };
}
