import { useErrorText } from './states.tsx';
import { notifyDone, notifyFailed } from './undoable.tsx';

/**
 * Runs an action: a refusal is shown as a sentence, `done` once it was carried out. True when it was. Unlike callbacks given to `mutate` it
 * outlives the part that asked, which the answer may take from the page.
 */
export function useAct(namespace: string): (action: () => Promise<unknown>, done?: string) => Promise<boolean> {
  const say = useErrorText(namespace);
  return async (action, done) => {
    try {
      await action();
    } catch (error) {
      notifyFailed(say(error));
      return false;
    }
    if (done !== undefined) notifyDone(done);
    return true;
  };
}
